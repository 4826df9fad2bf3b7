package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;
import static org.doorward.core.Engine.records;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.doorward.core.woven.WovenAgent;
import org.doorward.guard.OperationDeniedException;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Kind;
import org.doorward.module.NetworkOperation;
import org.doorward.module.PathMatch;
import org.doorward.module.ProcessOperation;
import org.doorward.module.SecurityModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of woven methods, from entry to event. */
class InterceptorTest {
    private static final int STREAM = 0;
    private static final int CHANNEL = 1;
    private static final int DELETE = 2;
    private static final int EXEC = 3;
    private static final int EXIT = 4;
    private static final int CONNECT = 5;
    private static final int FINISH = 6;
    private static final int INVOKE = 7;
    private static final int RENAME = 8;
    private static final int TEMPORARY = 9;
    private static final int DESTROY = 10;
    private static final int DESTROY_HANDLE = 11;
    private static final int STOP = 12;
    private static final int ACCEPT = 13;
    private static final int ON_EVENT = 14;
    private static final int FINISH_ACCEPT = 15;

    private static final String[] ROWS = {
        "19 file.open java/io/FileInputStream <init> (Ljava/io/File;)V a1=path;const(read)=flags exception",
        "1 file.open sun/nio/fs/UnixFileSystemProvider newByteChannel (Ljava/nio/file/Path;Ljava/util/Set;[Ljava/nio/file/attribute/FileAttribute;)Ljava/nio/channels/SeekableByteChannel; a1=path;a2=flags return",
        "22 file.delete java/io/File delete ()Z this=path boolean",
        "30 process.exec java/lang/ProcessImpl start ([Ljava/lang/String;Ljava/util/Map;Ljava/lang/String;[Ljava/lang/ProcessBuilder$Redirect;Z)Ljava/lang/Process; a1=argv;a3=directory return",
        "32 runtime.exit java/lang/Runtime exit (I)V a1=status entry-only",
        "35 network.connect sun/nio/ch/SocketChannelImpl connect (Ljava/net/SocketAddress;)Z this=socket;a1=address return:false=other row:40",
        "40 network.connect sun/nio/ch/SocketChannelImpl finishConnect ()Z this=socket return:false=none;of 35",
        "67 network.connect,network.accept sun/nio/ch/Invoker invokeUnchecked (Ljava/nio/channels/CompletionHandler;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Throwable;)V a3=result;a4=failure entry-only;of 35,38",
        "11 file.rename sun/nio/fs/UnixFileSystemProvider move (Ljava/nio/file/Path;Ljava/nio/file/Path;[Ljava/nio/file/CopyOption;)V a1=path;a2=target;a3=flags exception",
        "24 file.create java/io/File createTempFile (Ljava/lang/String;Ljava/lang/String;Ljava/io/File;)Ljava/io/File; a3+a1=path;result=path return",
        "31 process.kill java/lang/ProcessImpl destroy (Z)V a1?force:-=force other row:31",
        "31 process.kill java/lang/ProcessHandleImpl destroyProcess (Z)Z a1?force:-=force boolean",
        "105 bundle.stop java/io/File deleteOnExit ()V - exception", // any method: the table's is the framework's
        "38 network.accept sun/nio/ch/UnixAsynchronousServerSocketChannelImpl implAccept (Ljava/lang/Object;Ljava/nio/channels/CompletionHandler;)Ljava/util/concurrent/Future; this=socket other row:66,67",
        "66 network.accept sun/nio/ch/UnixAsynchronousServerSocketChannelImpl onEvent (IZ)V this=socket other row:66,67;of 38",
        "66 network.accept sun/nio/ch/SocketChannelImpl connect (Ljava/net/SocketAddress;)Z this=socket;a1=address return;of 38", // any method: the table's differs between JDKs
    };

    private static final BundleIdentity LIBRARY = new Engine.Identity("org.example.lib", "2.0.0", "file:/srv/lib.jar");
    private static final BundleIdentity OPERATOR = new Own();

    /** What is the engine's own. */
    private static final class Own implements BundleIdentity {
        @Override
        public String symbolicName() {
            return "doorward";
        }

        @Override
        public String version() {
            return "1.0.0";
        }

        @Override
        public String location() {
            return "";
        }

        @Override
        public String label() {
            return "doorward:1.0.0";
        }

        @Override
        public boolean matches(org.doorward.module.BundleMatch match) {
            return false;
        }

        @Override
        public boolean own() {
            return true;
        }
    }

    /** Says who acts as the test wants. */
    private static final class Acting implements SubjectResolver {
        private Actor actor = Actor.of(Engine.APPLICATION);
        private boolean everybody;

        @Override
        public BundleIdentity caller(BundleIdentity owner) {
            return owner;
        }

        @Override
        public Actor actor(boolean everybodyAnswers, boolean ofClassPath) {
            everybody = everybodyAnswers;
            return actor;
        }
    }

    private final Acting acting = new Acting();
    private final Engine engine = new Engine(options -> options.resolver = acting);
    private final WovenJvm jvm = new WovenJvm(ROWS);

    private void install(SelfProtection defence) {
        WovenAgent agent = jvm.agent();
        engine.core().intercept(agent, agent.jdkRows(), defence);
    }

    private void install() {
        install(SelfProtection.NONE);
    }

    private static SecurityModule flagging(String key) {
        return (operation, audit) -> {
            audit.flag(key);
            return Decision.PASS;
        };
    }

    private static final SecurityModule DENYING = (operation, audit) -> Decision.DENY;

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    // ---- wanted or not
    // ---------------------------------------------------------------------------------------------------------

    @Test
    void aSwitchFollowsThePolicy() {
        install();
        assertThat(jvm.isOn(STREAM)).as("nobody wants it").isFalse();
        engine.modules(module("m", flagging("k"), "file.open"));
        assertThat(jvm.isOn(STREAM)).as("a module").isTrue();
        assertThat(jvm.isOn(DELETE)).as("another kind").isFalse();
        engine.modules();
        assertThat(jvm.isOn(STREAM)).as("undeployed").isFalse();
        engine.rules("-a always,exit -S file.open -k r");
        assertThat(jvm.isOn(STREAM)).as("a rule").isTrue();
    }

    @Test
    void whatAHookDoesItselfIsNotMediated() throws Exception {
        install();
        List<String> asked = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    asked.add(operation.kind());
                    if (asked.size() < 10) {
                        try {
                            jvm.call(STREAM, null, () -> null, new File("/from/the/hook"));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    return Decision.PASS;
                },
                "file.open"));

        jvm.call(STREAM, null, () -> null, new File("/a"));

        assertThat(asked).hasSize(1);
    }

    @Test
    void theSelfTestTellsACallThatIsInterceptedFromOneThatIsNotAndRecordsNothing() {
        install();
        List<String> done = new ArrayList<>();
        Runnable intercepted = () -> {
            try {
                jvm.call(DELETE, new File("/a"), () -> done.add("deleted"));
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };

        assertThat(engine.core().intercepts("file.delete", intercepted)).isTrue();
        assertThat(done).isEmpty();
        assertThat(engine.core().intercepts("file.open", intercepted))
                .as("another kind is off")
                .isFalse();
        assertThat(jvm.isOn(DELETE)).isFalse();
        assertThat(engine.operations()).isEmpty();
    }

    // ---- outcome
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void anOpenIsDecidedAndRecordedUnderItsBundleWithItsOutcome() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "file.open"));

        jvm.call(
                CHANNEL,
                null,
                () -> null,
                Path.of("/srv/a"),
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                null);
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
    void aFileOfAClassOfTheCallersOwnIsJudgedByTheNameThatTheJdkGoesBy() throws Exception {
        class Lying extends File {
            Lying() {
                super("/real");
            }

            @Override
            public String getPath() {
                return "/harmless";
            }
        }
        install();
        engine.rules("-a always,exit -S file.delete -k r");

        jvm.call(DELETE, new Lying(), () -> true);

        assertThat(records(engine.operations().get(0), "PATH").get(1)).contains("name=\"/real\"");
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
    void theNameThatATemporaryFileGotIsRecorded() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "file.create"));

        jvm.call(TEMPORARY, null, () -> new File("/tmp/pre123.tmp"), "pre", ".tmp", new File("/tmp"));

        assertThat(records(engine.operations().get(0), "PATH").get(1)).contains("name=\"/tmp/pre123.tmp\"");
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

        assertThatThrownBy(() -> jvm.call(
                        CHANNEL,
                        null,
                        () -> {
                            throw new Spying();
                        },
                        Path.of("/a"),
                        Set.of(),
                        null))
                .isInstanceOf(Spying.class);

        engine.operations();
        called.clear(); // the assertion above asks, too
        assertThat(engine.operations().get(0)).contains("exit=-14", "Spying");
    }

    // ---- denial
    // ----------------------------------------------------------------------------------------------------------------

    @Test
    void aDenialIsThrownAsWhatTheMethodDeclaresWithTheEventInItsMessage() {
        install();
        engine.modules(module("m", DENYING, "file.*", "process.exec"));
        List<String> done = new ArrayList<>();

        assertThatThrownBy(() -> jvm.call(STREAM, null, () -> done.add("opened"), new File("/a")))
                .isExactlyInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("/a (denied file.open for org.example.app:1.0.0 by module [m]")
                .hasMessageContaining("event audit(")
                .hasCauseInstanceOf(OperationDeniedException.class);
        assertThatThrownBy(() -> jvm.call(CHANNEL, null, () -> done.add("opened"), Path.of("/a"), Set.of(), null))
                .isExactlyInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("event audit(");
        assertThatThrownBy(() -> jvm.call(DELETE, new File("/a"), () -> done.add("deleted")))
                .isExactlyInstanceOf(OperationDeniedException.class);

        assertThat(done).isEmpty();
        assertThat(engine.operations()).hasSize(3).allMatch(event -> event.contains("success=no exit=-13"));
    }

    @Test
    void aDeniedProcessIsRecordedWithItsWords() {
        install();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    ProcessOperation process = (ProcessOperation) operation;
                    audit.flag("k").field("words", process.wordCount()).field("last", process.word(1));
                    return Decision.DENY;
                },
                "process.exec"));
        String[] words = {"/bin/sh", "-c"};

        assertThatThrownBy(() -> jvm.call(EXEC, null, () -> null, words, null, "/srv", null, false))
                .isInstanceOf(AccessDeniedException.class);

        String event = engine.operations().get(0);
        assertThat(records(event, "EXECVE")).containsExactly("argc=2 a0=\"/bin/sh\" a1=\"-c\"");
        assertThat(records(event, "KERNEL_OTHER"))
                .containsExactly("kind=process.exec directory=\"/srv\"", "module=\"m\" flag=\"k\" words=2 last=\"-c\"");
        assertThat(acting.everybody).as("all bundles on the stack answer").isTrue();
    }

    // ---- operations within operations
    // ------------------------------------------------------------------------------------------

    @Test
    void theSameOperationSeenTwiceIsDecidedAndRecordedOnce() throws Exception {
        install();
        List<String> asked = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    asked.add(operation.kind());
                    audit.flag("k");
                    return Decision.PASS;
                },
                "file.open"));

        jvm.call(
                STREAM,
                null,
                () -> jvm.call(CHANNEL, null, () -> null, Path.of("/a"), Set.of(StandardOpenOption.READ), null),
                new File("/a"));

        assertThat(asked).hasSize(1);
        assertThat(engine.operations()).hasSize(1);
    }

    @Test
    void onlyTheSameOperationOnTheSameObjectIsMerged() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "file.*", "process.exec"));

        jvm.call(
                EXEC,
                null,
                () -> jvm.call(CHANNEL, null, () -> null, Path.of("/redirect"), Set.of(StandardOpenOption.WRITE), null),
                new String[] {"/bin/ls"},
                null,
                null,
                null,
                false);
        jvm.call(
                STREAM,
                null,
                () -> jvm.call(CHANNEL, null, () -> null, Path.of("/a"), Set.of(StandardOpenOption.WRITE), null),
                new File("/a"));
        jvm.call(STREAM, null, () -> jvm.call(STREAM, null, () -> null, new File("/b")), new File("/a"));
        jvm.call(STREAM, null, () -> null, new File("/a"));

        assertThat(engine.operations()).as("nothing is left open").hasSize(7);
    }

    @Test
    void aDeniedInnerOperationShowsInTheOutcomeOfTheOuterOne() {
        install();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    audit.flag("k");
                    boolean redirect =
                            operation instanceof FileOperation file && file.touches(PathMatch.under("/redirect"));
                    return redirect ? Decision.DENY : Decision.PASS;
                },
                "file.*",
                "process.exec"));

        assertThatThrownBy(() -> jvm.call(
                        EXEC,
                        null,
                        () -> jvm.call(
                                CHANNEL,
                                null,
                                () -> null,
                                Path.of("/redirect"),
                                Set.of(StandardOpenOption.WRITE),
                                null),
                        new String[] {"/bin/ls"},
                        null,
                        null,
                        null,
                        false))
                .isInstanceOf(AccessDeniedException.class);

        List<String> events = engine.operations();
        assertThat(events.get(0)).contains("kind=file.open", "exit=-13");
        assertThat(events.get(1)).contains("kind=process.exec", "success=no exit=-13", "AccessDeniedException");
    }

    @Test
    void aGuardedOperationAndItsInterceptedBodyAreOne() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "file.rename"));

        engine.guard()
                .<Void, Exception>file(
                        Kind.FILE_RENAME,
                        Path.of("/a"),
                        Path.of("/b"),
                        (from, to) -> jvm.call(RENAME, null, () -> null, from, to, null));
        jvm.call(RENAME, null, () -> null, Path.of("/a"), Path.of("/b"), null);

        assertThat(engine.operations()).hasSize(2);
    }

    @Test
    void whereACallWithinTellsTheOutcomeItIsTheOneThatIsRecorded() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "process.kill"));

        jvm.call(DESTROY, new Object(), () -> jvm.call(DESTROY_HANDLE, new Object(), () -> false, true), true);
        jvm.call(DESTROY, new Object(), () -> null, true);

        List<String> events = engine.operations();
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).contains("success=no exit=-5");
        assertThat(events.get(1)).as("nothing within told").contains("success=yes");
    }

    @Test
    void whatTheFrameworkStopsByItselfIsRecordedAsWouldBeDenied() throws Exception {
        install();
        engine.modules(module("m", DENYING, "bundle.stop"));

        assertThatThrownBy(() -> jvm.call(STOP, null, () -> null)).isInstanceOf(OperationDeniedException.class);
        acting.actor = Actor.of(OPERATOR);
        jvm.call(STOP, null, () -> null);

        assertThat(engine.operations().get(1)).contains("success=yes", "permissive=1");
    }

    // ---- operations that another row ends
    // --------------------------------------------------------------------------------------

    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);

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
                    throw new java.net.ConnectException("Connection refused");
                }))
                .isInstanceOf(java.net.ConnectException.class);
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
                    jvm.call(INVOKE, null, () -> null, null, null, null, new java.net.ConnectException("refused"));
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

    @Test
    void aModuleSeesTheAddress() throws Exception {
        install();
        List<String> seen = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    NetworkOperation network = (NetworkOperation) operation;
                    seen.add(network.host() + " " + network.ip() + " " + network.port() + " " + network.socketFile());
                    return Decision.PASS;
                },
                "network.connect"));

        jvm.call(CONNECT, new Object(), () -> true, PEER);
        jvm.call(CONNECT, new Object(), () -> true, InetSocketAddress.createUnresolved("example.org", 80));

        assertThat(seen).containsExactly("localhost 127.0.0.1 8080 null", "example.org null 80 null");
    }

    // ---- who acts
    // --------------------------------------------------------------------------------------------------------------

    @Test
    void bundlesBehindTheSubjectAreRecordedAndAnswerForAProcess() throws Exception {
        install();
        acting.actor = new Actor(LIBRARY, List.of(Engine.APPLICATION));
        List<Boolean> covered = new ArrayList<>();
        var library = org.doorward.module.BundleMatch.withLocation("org.example.lib", "file:/srv/lib.jar");
        var application = org.doorward.module.BundleMatch.withLocation("org.example.app", "file:/srv/app-1.0.0.jar");
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    audit.flag("k");
                    covered.add(operation.subject().isCoveredBy(List.of(library)));
                    covered.add(operation.subject().isCoveredBy(List.of(library, application)));
                    return Decision.PASS;
                },
                "process.exec",
                "file.open"));

        jvm.call(EXEC, null, () -> null, new String[] {"/bin/ls"}, null, null, null, false);
        jvm.call(STREAM, null, () -> null, new File("/a"));

        assertThat(covered).containsExactly(false, true, true, true);
        assertThat(engine.operations().get(0)).contains(" via=\"org.example.app:1.0.0\" ");
    }

    @Test
    void aProcessThatNobodyStartsIsDeniedWhetherAnybodyWantsTheKindOrNot() throws Exception {
        install();
        acting.actor = Actor.of(Unattributed.SUBJECT);

        assertThatThrownBy(() -> jvm.call(EXEC, null, () -> null, new String[] {"/bin/ls"}, null, null, null, false))
                .hasMessageContaining("no bundle is on the stack");
        assertThat(engine.operations().get(0))
                .contains("subj=unattributed", "key=\"unattributed\"", "module=\"doorward\"");

        engine.core().setUnattributed(UnattributedPolicy.PASS);
        jvm.call(EXEC, null, () -> null, new String[] {"/bin/ls"}, null, null, null, false);
        assertThat(engine.operations()).hasSize(1);
    }

    @Test
    void operationsOfNobodyAreRecordedWhereItIsSeen() throws Exception {
        install();
        acting.actor = Actor.of(Unattributed.SUBJECT);
        engine.modules(module(
                "looks",
                (operation, audit) -> operation.subject().bundle().isEmpty() ? Decision.DENY : Decision.PASS,
                "file.open"));

        jvm.call(STREAM, null, () -> null, new File("/a"));
        assertThat(engine.operations()).singleElement().asString().contains("key=\"unattributed\"");

        engine.core().setUnattributed(UnattributedPolicy.DENY);
        assertThatThrownBy(() -> jvm.call(STREAM, null, () -> null, new File("/a")))
                .isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void aModuleThatIsMissingHoldsBundlesAndNotTheEngineItself() throws Exception {
        install();
        engine.core().setRequiredModules(Set.of("missing"));

        assertThatThrownBy(() -> jvm.call(STREAM, null, () -> null, new File("/a")))
                .hasMessageContaining("the required module [missing] is missing");
        acting.actor = Actor.of(OPERATOR);
        jvm.call(STREAM, null, () -> null, new File("/a"));
    }

    // ---- class initializers
    // ------------------------------------------------------------------------------------------------------

    private static WovenJvm inInitializer;

    private static final class Dies {
        static {
            open();
        }

        static void touch() {}
    }

    private static final class Lives {
        static {
            open();
        }

        static void touch() {}
    }

    private static void open() {
        try {
            inInitializer.call(STREAM, null, () -> null, new File("/a"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDenialInAClassInitializerKillsTheClassUnlessItIsDeferred() {
        install();
        inInitializer = jvm;
        engine.modules(module("m", DENYING, "file.open"));

        assertThatThrownBy(Dies::touch).isInstanceOf(ExceptionInInitializerError.class);
        engine.core().setClassInitializers(ClassInitializers.DEFER);
        Lives.touch();
        assertThatThrownBy(() -> jvm.call(STREAM, null, () -> null, new File("/a")))
                .as("elsewhere it counts")
                .isInstanceOf(FileNotFoundException.class);

        List<String> events = engine.operations();
        assertThat(events).hasSize(3);
        assertThat(events.get(0)).contains("success=no", "permissive=0");
        assertThat(events.get(1)).contains("success=yes", "permissive=1");
    }

    @Test
    void whatTheEngineItselfDeniesIsNeverDeferred() {
        install(defence());
        inInitializer = jvm;
        engine.core().setClassInitializers(ClassInitializers.DEFER);
        class Local {
            static final Object READ;

            static {
                Object read = null;
                try {
                    read = inInitializer.call(STREAM, null, () -> "read", new File("/home/audit/audit.log"));
                } catch (Exception e) {
                    // What a denial is for.
                }
                READ = read;
            }
        }

        assertThat(Local.READ).isNull();
    }

    // ---- storms
    // ----------------------------------------------------------------------------------------------------------------

    @Test
    void aStormOfDenialsIsCountedToTheLastAndCostsNoMemoryThatStays() {
        install();
        engine.modules(module("m", DENYING, "file.open"));
        File file = new File("/a");
        int denied = 0;
        for (int i = 0; i < 50_000; i++) {
            try {
                jvm.call(STREAM, null, () -> null, file);
            } catch (Exception e) {
                denied++;
            }
        }

        assertThat(denied).isEqualTo(50_000);
        assertThat(engine.core().control().modules().get(0).denied()).isEqualTo(50_000);
        assertThat(engine.core().frames().known()).as("frames").isLessThan(10);
    }

    // ---- self-protection
    // -------------------------------------------------------------------------------------------------------

    private static SelfProtection defence() {
        return new SelfProtection(
                PathMatch.under("/home/audit"),
                PathMatch.under("/home/cache"),
                PathMatch.under("/home/conf"),
                bundle -> bundle == LIBRARY,
                Set.of("file.open", "file.delete", "file.rename"));
    }

    @Test
    void theTrailIsOpenedAndTheConfigurationChangedByTheEngineAlone() throws Exception {
        install(defence());

        assertThatThrownBy(() -> jvm.call(STREAM, null, () -> null, new File("/home/conf/../audit/audit.log")))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("doorward");
        assertThatThrownBy(() -> jvm.call(DELETE, new File("/home/conf/doorward.cfg"), () -> true))
                .isInstanceOf(SecurityException.class);
        assertThatThrownBy(() ->
                        jvm.call(RENAME, null, () -> null, Path.of("/home/audit/audit.log"), Path.of("/tmp/x"), null))
                .isInstanceOf(AccessDeniedException.class);
        jvm.call(STREAM, null, () -> null, new File("/home/conf/doorward.cfg"));
        jvm.call(STREAM, null, () -> null, new File("/home/other"));
        assertThat(engine.operations()).hasSize(3).allMatch(event -> event.contains("rule=\"self-protection\""));

        acting.actor = Actor.of(OPERATOR);
        jvm.call(STREAM, null, () -> null, new File("/home/audit/audit.log"));
        assertThat(engine.operations()).hasSize(3);
    }

    @Test
    void theFrameworksCacheIsTheFrameworksButForTheDataOfBundles() throws Exception {
        install(defence());

        jvm.call(STREAM, null, () -> null, new File("/home/cache/bundle7/data/own.txt"));
        for (String file : List.of(
                "/home/cache/bundle7/bundle.info",
                "/home/cache/bundle7/data/../bundle.info",
                "/home/cache/bundle7/version0.0/bundle.jar",
                "/home/cache/data/x")) {
            assertThatThrownBy(() -> jvm.call(STREAM, null, () -> null, new File(file)))
                    .as(file)
                    .isInstanceOf(FileNotFoundException.class);
        }
    }

    @Test
    void whatIsOnlyJudgedByTheEngineIsNoCostToTheGuard() {
        install(defence());
        assertThat(engine.core().policy().plan(engine.core().policy().kind("file.open")))
                .isNull();
    }

    @Test
    void aPathOfAnotherFileSystemIsLeftToTheMethodToRefuse() throws Exception {
        install();
        engine.modules(module("m", DENYING, "file.open"));
        Path zip = Files.createTempFile("interceptor", ".zip");
        Files.delete(zip);
        try (var system = java.nio.file.FileSystems.newFileSystem(zip, java.util.Map.of("create", "true"))) {
            assertThatThrownBy(() -> jvm.call(
                            CHANNEL,
                            null,
                            () -> {
                                throw new java.nio.file.ProviderMismatchException();
                            },
                            system.getPath("/inside"),
                            Set.of(),
                            null))
                    .isInstanceOf(java.nio.file.ProviderMismatchException.class);
        }
        Files.delete(zip);
        assertThat(engine.operations()).isEmpty();
    }

    @Test
    void theExitOfAnOperationThatOnlyTheEngineJudgesIsNotAskedFor() throws Exception {
        install(defence());
        jvm.call(STREAM, null, () -> null, new File("/a"));
        assertThat(jvm.exitsAsked()).isZero();

        engine.rules("-a always,exit -S file.open -k r");
        jvm.call(STREAM, null, () -> null, new File("/a"));
        assertThat(jvm.exitsAsked()).isEqualTo(1);
    }

    @Test
    void aModuleThatFlagsNothingIsAskedOnceForAnOperationThatIsSeenTwice() throws Exception {
        install();
        List<String> asked = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    asked.add(operation.kind());
                    return Decision.PASS;
                },
                "file.open"));

        jvm.call(
                STREAM,
                null,
                () -> jvm.call(CHANNEL, null, () -> null, Path.of("/a"), Set.of(StandardOpenOption.READ), null),
                new File("/a"));

        assertThat(asked).hasSize(1);
    }

    @Test
    void anExceptionPassesThroughUnchanged() {
        install();
        engine.modules(module("m", flagging("k"), "file.open"));
        NoSuchFileException thrown = new NoSuchFileException("/a");

        assertThatThrownBy(() -> jvm.call(
                        CHANNEL,
                        null,
                        () -> {
                            throw thrown;
                        },
                        Path.of("/a"),
                        Set.of(),
                        null))
                .isSameAs(thrown);
    }
}
