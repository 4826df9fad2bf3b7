package org.doorward.core;

import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.doorward.core.woven.WovenAgent;
import org.doorward.module.Decision;
import org.doorward.module.PathMatch;
import org.doorward.module.SecurityModule;
import org.junit.jupiter.api.AfterEach;

/** A core whose operations are calls of woven methods: what the tests of these share. Time passes when a test looks. */
abstract class InterceptorFixture {
    static final int STREAM = 0;
    static final int CHANNEL = 1;
    static final int DELETE = 2;
    static final int EXEC = 3;
    static final int EXIT = 4;
    static final int CONNECT = 5;
    static final int FINISH = 6;
    static final int INVOKE = 7;
    static final int RENAME = 8;
    static final int TEMPORARY = 9;
    static final int DESTROY = 10;
    static final int DESTROY_HANDLE = 11;
    static final int STOP = 12;
    static final int ACCEPT = 13;
    static final int ON_EVENT = 14;
    static final int FINISH_ACCEPT = 15;
    static final int START_THREAD = 16;
    static final int SET_ATTRIBUTE = 17;
    static final int CONNECT_LATER = 18;
    static final int FINISH_LATER = 19;

    static final String[] ROWS = {
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
        "57 runtime.startthread java/lang/Thread start ()V this=thread exception",
        "14 file.setattr sun/nio/fs/AbstractFileSystemProvider setAttribute (Ljava/nio/file/Path;Ljava/lang/String;Ljava/lang/Object;[Ljava/nio/file/LinkOption;)V a1=path;a2=attribute;a3=value exception",
        "35 network.connect sun/nio/ch/UnixAsynchronousSocketChannelImpl implConnect (Ljava/net/SocketAddress;Ljava/lang/Object;Ljava/nio/channels/CompletionHandler;)Ljava/util/concurrent/Future; this=socket;a1=address other row:66,67",
        "66 network.connect sun/nio/ch/UnixAsynchronousSocketChannelImpl finishConnect (Z)V this=socket other row:66,67;of 35",
    };

    static final BundleIdentity LIBRARY = new Engine.Identity("org.example.lib", "2.0.0", "file:/srv/lib.jar");
    static final BundleIdentity OPERATOR = Engine.Identity.own("doorward");
    static final SecurityModule DENYING = (operation, audit) -> Decision.DENY;

    /** Says who acts as the test wants. */
    static final class Acting implements SubjectResolver {
        Actor actor = Actor.of(Engine.APPLICATION);
        boolean everybody;
        RuntimeException failure;
        final List<BundleIdentity> creators = new ArrayList<>();

        @Override
        public void created(Object loaderOrThread, Actor creator) {
            creators.add(creator.subject());
        }

        @Override
        public BundleIdentity caller(BundleIdentity owner) {
            return owner;
        }

        @Override
        public Actor actor(boolean everybodyAnswers, boolean ofClassPath) {
            everybody = everybodyAnswers;
            if (failure != null) {
                throw failure;
            }
            return actor;
        }
    }

    final Acting acting = new Acting();
    final Engine engine = new Engine(options -> {
        options.resolver = acting;
        options.watched = false;
    });
    final WovenJvm jvm = new WovenJvm(ROWS);

    void install(SelfProtection defence) {
        WovenAgent agent = jvm.agent();
        engine.core().intercept(agent, agent.jdkRows(), defence);
    }

    void install() {
        install(SelfProtection.NONE);
    }

    static SecurityModule flagging(String key) {
        return (operation, audit) -> {
            audit.flag(key);
            return Decision.PASS;
        };
    }

    /** Writes down what it is asked. */
    static SecurityModule asking(List<String> asked) {
        return (operation, audit) -> {
            asked.add(operation.kind());
            return Decision.PASS;
        };
    }

    /** Of the folders of a home below {@code /home}. */
    static SelfProtection defence() {
        return new SelfProtection(
                PathMatch.under("/home/audit"),
                PathMatch.under("/home/cache"),
                PathMatch.under("/home/conf"),
                bundle -> bundle == LIBRARY,
                pid -> pid.equals("library"),
                Set.of("file.open", "file.delete", "file.rename"));
    }

    /** A call of {@code newByteChannel}. */
    <T> T openChannel(Path path, Callable<T> body, OpenOption... options) throws Exception {
        return jvm.call(CHANNEL, null, body, path, Set.of(options), null);
    }

    /** A call that starts a process. */
    <T> T start(Callable<T> body, String... words) throws Exception {
        return jvm.call(EXEC, null, body, words, null, null, null, false);
    }

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }
}
