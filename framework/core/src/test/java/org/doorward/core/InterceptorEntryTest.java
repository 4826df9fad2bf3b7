package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;

import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.doorward.core.woven.WovenAgent;
import org.doorward.event.Commit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** commit=entry of calls of woven methods: one entry for one operation, whoever tells how it ends. */
class InterceptorEntryTest {
    private static final int STREAM = 0;
    private static final int CHANNEL = 1;
    private static final int EXIT = 2;
    private static final int CONNECT = 3;
    private static final int FINISH = 4;
    private static final int ACCEPT = 5;
    private static final int DESTROY = 6;
    private static final int DESTROY_HANDLE = 7;

    private static final String[] ROWS = {
        "19 file.open java/io/FileInputStream <init> (Ljava/io/File;)V a1=path;const(read)=flags exception",
        "1 file.open sun/nio/fs/UnixFileSystemProvider newByteChannel (Ljava/nio/file/Path;Ljava/util/Set;[Ljava/nio/file/attribute/FileAttribute;)Ljava/nio/channels/SeekableByteChannel; a1=path;a2=flags return",
        "32 runtime.exit java/lang/Runtime exit (I)V a1=status entry-only",
        "35 network.connect sun/nio/ch/SocketChannelImpl connect (Ljava/net/SocketAddress;)Z this=socket;a1=address return:false=other row:40",
        "40 network.connect sun/nio/ch/SocketChannelImpl finishConnect ()Z this=socket return:false=none;of 35",
        "38 network.accept sun/nio/ch/ServerSocketChannelImpl accept ()Ljava/nio/channels/SocketChannel; this=socket return:null=none",
        "31 process.kill java/lang/ProcessImpl destroy (Z)V a1?force:-=force other row:31",
        "31 process.kill java/lang/ProcessHandleImpl destroyProcess (Z)Z a1?force:-=force boolean",
    };

    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);

    private final Engine engine = new Engine(options -> options.resolver = new SubjectResolver() {
        @Override
        public BundleIdentity caller(BundleIdentity owner) {
            return owner;
        }

        @Override
        public Actor actor(boolean everybodyAnswers, boolean ofClassPath) {
            return Actor.of(Engine.APPLICATION);
        }
    });
    private final WovenJvm jvm = new WovenJvm(ROWS);

    @BeforeEach
    void commitAtEntry() {
        WovenAgent agent = jvm.agent();
        engine.core().intercept(agent, agent.jdkRows(), SelfProtection.NONE);
        engine.modules(
                module("all", DecisionTest.flagging("all"), "file.open", "runtime.exit", "network.*", "process.kill"));
        engine.core().setCommit(Commit.ENTRY);
    }

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    /** Every entry is named by one end, and nothing else is named. */
    private void assertEachEntryHasOneEnd(int count) {
        List<String> entries = engine.facts("MAC_CHECK").stream()
                .map(event -> event.replaceAll("(?s).*?:(\\d+)\\):.*", "$1"))
                .toList();
        assertThat(entries).hasSize(count);
        assertThat(engine.operations())
                .extracting(event -> field(event, "entry"))
                .containsExactlyInAnyOrderElementsOf(entries);
    }

    @Test
    void theSameOperationSeenTwiceHasOneEntry() throws Exception {
        jvm.call(
                STREAM,
                null,
                () -> jvm.call(CHANNEL, null, () -> null, Path.of("/a"), Set.of(StandardOpenOption.READ), null),
                new File("/a"));

        assertEachEntryHasOneEnd(1);
    }

    @Test
    void anOperationThatDoesNotReturnIsWrittenAtEntryAsAWholeAndHasNoEntryOfItsOwn() throws Exception {
        jvm.call(
                EXIT,
                null,
                () -> {
                    assertThat(engine.operations())
                            .singleElement()
                            .asString()
                            .contains("kind=runtime.exit", "success=yes");
                    return null;
                },
                3);

        assertThat(engine.facts("MAC_CHECK")).isEmpty();
        assertThat(engine.operations()).hasSize(1).noneMatch(event -> event.contains(" entry="));
    }

    @Test
    void anOperationThatGoesOnNamesItsEntryWhenItsHandleTellsTheOutcome() throws Exception {
        Object socket = new Object();
        jvm.call(CONNECT, socket, () -> false, PEER);
        assertThat(engine.facts("MAC_CHECK")).singleElement().asString().contains("addr=127.0.0.1 ");
        assertThat(engine.operations()).isEmpty();

        jvm.call(FINISH, socket, () -> true);

        assertEachEntryHasOneEnd(1);
    }

    @Test
    void whereACallWithinTellsTheOutcomeItNamesTheEntryOfTheCallAround() throws Exception {
        jvm.call(DESTROY, new Object(), () -> jvm.call(DESTROY_HANDLE, new Object(), () -> false, true), true);
        jvm.call(DESTROY, new Object(), () -> null, true);

        assertEachEntryHasOneEnd(2);
    }

    @Test
    void anEntryOfWhichNothingCameEndsAsAFailure() throws Exception {
        jvm.call(ACCEPT, new Object(), () -> null);

        assertEachEntryHasOneEnd(1);
        assertThat(engine.operations().get(0)).contains("kind=network.accept", "success=no exit=-11");
    }
}
