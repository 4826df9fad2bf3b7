package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorward.core.Engine.module;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.doorward.core.woven.WovenAgent;
import org.doorward.module.Decision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of what is told of an operation that ends elsewhere the first word counts: the caller's handler runs after it, and has results of its own. */
class FirstWordTest {
    private static final int CONNECT = 0;
    private static final int FINISH = 1;
    private static final int INVOKE = 2;

    private final Engine engine = new Engine();
    private final WovenJvm jvm = new WovenJvm(
            "35 network.connect sun/nio/ch/UnixAsynchronousSocketChannelImpl implConnect"
                    + " (Ljava/net/SocketAddress;Ljava/lang/Object;Ljava/nio/channels/CompletionHandler;)Ljava/util/concurrent/Future;"
                    + " this=socket;a1=address other row:66,67",
            "66 network.connect sun/nio/ch/UnixAsynchronousSocketChannelImpl finishConnect (Z)V"
                    + " this=socket other row:66,67;of 35",
            "67 network.connect,network.accept sun/nio/ch/Invoker invokeUnchecked"
                    + " (Ljava/nio/channels/CompletionHandler;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Throwable;)V"
                    + " a3=result;a4=failure entry-only;of 35,38");

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    @Test
    void aReadOfTheCallersHandlerDoesNotMakeARefusedConnectionASuccess() throws Exception {
        WovenAgent agent = jvm.agent();
        engine.core().intercept(agent, agent.jdkRows(), SelfProtection.NONE);
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    audit.flag("k");
                    return Decision.PASS;
                },
                "network.connect"));
        Object channel = new Object();
        jvm.call(
                CONNECT,
                channel,
                () -> null,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080),
                null,
                null);

        jvm.call(
                FINISH,
                channel,
                () -> jvm.call(
                        INVOKE,
                        null,
                        () -> jvm.call(INVOKE, null, () -> null, null, null, 7, null),
                        null,
                        null,
                        null,
                        new ConnectException("refused")),
                true);

        assertThat(engine.operations()).singleElement().asString().contains("success=no", "ConnectException");
    }
}
