package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorward.core.Engine.module;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** Of what is told of an operation that ends elsewhere the first word counts: the caller's handler runs after it, and has results of its own. */
class FirstWordTest extends InterceptorFixture {
    @Test
    void aReadOfTheCallersHandlerDoesNotMakeARefusedConnectionASuccess() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "network.connect"));
        Object channel = new Object();
        jvm.call(
                CONNECT_LATER,
                channel,
                () -> null,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080),
                null,
                null);

        jvm.call(
                FINISH_LATER,
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
