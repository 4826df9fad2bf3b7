package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;
import static org.doorward.core.Engine.records;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a call of a woven method ends, and what its event says of that. */
class InterceptedOutcomeTest extends InterceptorFixture {
    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);

    @Test
    void anOpenIsDecidedAndRecordedUnderItsBundleWithItsOutcome() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "file.open"));

        openChannel(Path.of("/srv/a"), () -> null, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        assertThatThrownBy(() -> jvm.call(
                        STREAM,
                        null,
                        () -> {
                            throw new FileNotFoundException("/srv/b (No such file or directory)");
                        },
                        new File("/srv/b")))
                .isInstanceOf(FileNotFoundException.class);

        List<String> events = engine.operations();
        assertThat(events).hasSize(2);
        assertThat(events.get(0))
                .contains("success=yes exit=0", "options=write,create-new", "subj=org.example.app:1.0.0");
        assertThat(records(events.get(0), "PATH"))
                .containsExactly("item=0 name=\"/srv/\" nametype=PARENT", "item=1 name=\"/srv/a\" nametype=CREATE");
        assertThat(events.get(1)).contains("success=no exit=-2", "options=read");
    }

    @Test
    void aBooleanThatIsFalseIsAFailureWithoutACause() throws Exception {
        install();
        engine.rules("-a always,exit -S file.delete -k r");

        assertThat(jvm.call(DELETE, new File("/a"), () -> false)).isFalse();
        assertThat(jvm.call(DELETE, new File("/a"), () -> true)).isTrue();

        List<String> events = engine.operations();
        assertThat(events.get(0)).contains("success=no exit=-5");
        assertThat(field(events.get(0), "exception")).isNull();
        assertThat(events.get(1)).contains("success=yes exit=0");
    }

    @Test
    void whatIsWrittenAtEntryIsWrittenThoughTheMethodNeverReturns() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "runtime.exit"));

        jvm.call(
                EXIT,
                null,
                () -> {
                    assertThat(engine.operations())
                            .singleElement()
                            .asString()
                            .contains("success=yes", "kind=runtime.exit", " a0=3 ");
                    return null;
                },
                3);

        assertThat(engine.operations()).hasSize(1);
    }

    @Test
    void anExceptionOfACallersClassIsNotAskedForItsMessage() throws Exception {
        install();
        engine.rules("-a always,exit -S file.open -k r");
        List<String> called = new ArrayList<>();
        class Spying extends IOException {
            @Override
            public String getMessage() {
                called.add("getMessage");
                return "No such file or directory";
            }
        }

        assertThatThrownBy(() -> openChannel(Path.of("/a"), () -> {
                    throw new Spying();
                }))
                .isInstanceOf(Spying.class);

        engine.operations();
        called.clear(); // the assertion above asks, too
        assertThat(engine.operations().get(0)).contains("exit=-14", "Spying");
    }

    @Test
    void anExceptionPassesThroughUnchanged() {
        install();
        engine.modules(module("m", flagging("k"), "file.open"));
        NoSuchFileException thrown = new NoSuchFileException("/a");

        assertThatThrownBy(() -> openChannel(Path.of("/a"), () -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    @Test
    void anOperationThatGoesOnIsEndedByItsHandle() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "network.connect"));
        Object good = new Object();
        Object bad = new Object();

        assertThat(jvm.call(CONNECT, good, () -> false, PEER)).isFalse();
        assertThat(jvm.call(CONNECT, bad, () -> false, PEER)).isFalse();
        jvm.call(FINISH, good, () -> false);
        assertThat(engine.operations()).as("both are pending").isEmpty();
        jvm.call(FINISH, good, () -> true);
        assertThatThrownBy(() -> jvm.call(FINISH, bad, () -> {
                    throw new ConnectException("Connection refused");
                }))
                .isInstanceOf(ConnectException.class);
        jvm.call(FINISH, good, () -> true);

        List<String> events = engine.operations();
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).contains("success=yes");
        assertThat(records(events.get(0), "SOCKADDR")).hasSize(1);
        assertThat(events.get(1)).contains("success=no exit=-111");
    }

    @Test
    void whatTheCallersHandlerIsToldOnTheSameThreadIsTheOutcome() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "network.connect"));

        jvm.call(
                CONNECT,
                new Object(),
                () -> {
                    jvm.call(INVOKE, null, () -> null, null, null, null, new ConnectException("refused"));
                    return false;
                },
                PEER);

        assertThat(engine.operations()).singleElement().asString().contains("success=no", "ConnectException");
    }

    private void told(Throwable failure) throws Exception {
        jvm.call(INVOKE, null, () -> null, null, null, null, failure);
    }

    @Test
    void whatIsRefusedMeanwhileHidesNothing() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "network.connect"));
        Object socket = new Object();

        jvm.call(CONNECT, socket, () -> false, PEER);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> jvm.call(
                            CONNECT,
                            socket,
                            () -> {
                                throw new ConnectionPendingException();
                            },
                            PEER))
                    .isInstanceOf(ConnectionPendingException.class);
        }
        jvm.call(FINISH, socket, () -> true);

        assertThat(engine.operations())
                .satisfiesExactly(
                        second -> assertThat(second).contains("success=no", "ConnectionPendingException"),
                        third -> assertThat(third).contains("success=no", "ConnectionPendingException"),
                        first -> assertThat(first).contains("success=yes"));
    }

    @Test
    void whatTheHandlerBeginsOnTheSameHandleIsNotEndedWithIt() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "network.accept"));
        Object server = new Object();

        jvm.call(ACCEPT, server, () -> null, null, null);
        jvm.call(ON_EVENT, server, () -> {
            jvm.call(FINISH_ACCEPT, server, () -> true, PEER);
            told(null);
            assertThat(engine.operations())
                    .as("recorded before the handler runs")
                    .hasSize(1);
            return jvm.call(ACCEPT, server, () -> null, null, null);
        });

        assertThat(engine.operations()).singleElement().satisfies(event -> {
            assertThat(event).contains("success=yes");
            assertThat(records(event, "SOCKADDR")).as("the peer").hasSize(1);
        });
        jvm.call(ON_EVENT, server, () -> {
            told(new java.io.IOException("Too many open files"));
            return jvm.call(ACCEPT, server, () -> null, null, null);
        });
        assertThat(engine.operations()).hasSize(2);
        assertThat(engine.operations().get(1)).contains("success=no", "java.io.IOException");
    }

    @Test
    void whatTheHandlerDoesOnceMoreWhileTheMethodStillRunsIsAnotherOperation() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "network.connect"));
        Object socket = new Object();

        jvm.call(
                CONNECT,
                socket,
                () -> {
                    told(new java.net.ConnectException("refused"));
                    assertThatThrownBy(() -> jvm.call(
                                    CONNECT,
                                    socket,
                                    () -> {
                                        throw new ClosedChannelException();
                                    },
                                    PEER))
                            .isInstanceOf(ClosedChannelException.class);
                    return false;
                },
                PEER);

        assertThat(engine.operations())
                .satisfiesExactly(
                        inner -> assertThat(inner).contains("success=no", "ClosedChannelException"),
                        outer -> assertThat(outer).contains("success=no", "ConnectException"));
    }
}
