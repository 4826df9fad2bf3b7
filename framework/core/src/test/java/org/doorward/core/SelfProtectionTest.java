package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.module;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.doorward.core.woven.WovenAgent;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.PathMatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways round core's own rule. */
class SelfProtectionTest {
    private static final int DELETE = 0;
    private static final int CONNECT = 1;
    private static final int LINK = 2;
    private static final int COPY = 3;

    /** Whether the file that was asked about last is one that the framework opens in its own name. */
    private boolean asClassPath;

    private final Engine engine = new Engine(options -> options.resolver = new SubjectResolver() {
        @Override
        public BundleIdentity caller(BundleIdentity owner) {
            return owner;
        }

        @Override
        public Actor actor(boolean everybody, boolean ofClassPath) {
            asClassPath = ofClassPath;
            return Actor.of(Engine.APPLICATION);
        }

        @Override
        public PathMatch classPath() {
            return PathMatch.under("/home/cache");
        }
    });
    private final WovenJvm jvm = new WovenJvm(
            "22 file.delete java/io/File delete ()Z this=path boolean",
            "39 network.connect sun/nio/ch/UnixDomainSockets connect (Ljava/io/FileDescriptor;Ljava/nio/file/Path;)I"
                    + " a1=socket;a2=address return:-2=other row:40",
            "6 file.symlink sun/nio/fs/UnixFileSystemProvider createSymbolicLink"
                    + " (Ljava/nio/file/Path;Ljava/nio/file/Path;[Ljava/nio/file/attribute/FileAttribute;)V"
                    + " a2=path;a1=target;a2=content exception",
            "10 file.copy sun/nio/fs/UnixFileSystemProvider copy"
                    + " (Ljava/nio/file/Path;Ljava/nio/file/Path;[Ljava/nio/file/CopyOption;)V"
                    + " a1=path;a2=target;a3=flags exception");

    @TempDir
    Path folder;

    private void install(Path closed) {
        WovenAgent agent = jvm.agent();
        engine.core()
                .intercept(
                        agent,
                        agent.jdkRows(),
                        new SelfProtection(
                                PathMatch.under(closed.toString()),
                                PathMatch.under("/home/cache"),
                                PathMatch.under("/home/conf"),
                                bundle -> false,
                                pid -> false,
                                Set.of("file.delete", "file.symlink", "file.copy")));
    }

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    /* The guard decides for its operation, and a module may let it pass: the engine's rule is about the call within. */
    @Test
    void whatIsClosedIsClosedToTheBodyOfAGuardedOperation() {
        install(Path.of("/home/audit"));
        List<String> asked = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    asked.add(operation.kind());
                    audit.flag("k");
                    return Decision.PASS;
                },
                "file.delete"));
        List<String> deleted = new ArrayList<>();

        assertThatThrownBy(() -> engine.guard()
                        .<Boolean, Exception>file(
                                Kind.FILE_DELETE,
                                "/home/audit/audit.log",
                                path -> jvm.call(DELETE, new File(path), () -> deleted.add(path))))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("by doorward");

        assertThat(deleted).isEmpty();
        assertThat(engine.operations())
                .satisfiesExactly(
                        denied -> assertThat(denied).contains("rule=\"self-protection\"", "success=no"),
                        guarded -> assertThat(guarded).contains("success=no"));
    }

    /* /var/run is a link to /run on most systems: nobody needs to make one. */
    @Test
    void aNameThatClimbsBehindALinkLeadsWhereTheOperatingSystemGoes() throws Exception {
        Path home = folder.toRealPath();
        install(home.resolve("audit"));
        Files.createDirectories(home.resolve("audit"));
        Files.createDirectories(home.resolve("log/old"));
        Path link = Files.createSymbolicLink(
                Files.createDirectories(home.resolve("a/b")).resolve("link"), home.resolve("log/old"));

        isDenied(DELETE, new File(link + "/../../audit/audit.log"));
        isDenied(CONNECT, null, null, link.resolve("../../audit/control.sock"));
        isDenied(LINK, null, home.resolve("new"), link.resolve("../.."), null);
        jvm.call(DELETE, new File(link + "/../audit/audit.log"), () -> true);
        jvm.call(DELETE, new File("no\0name/../audit.log"), () -> false);

        assertThat(engine.operations()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proc/4711/root/home/audit/audit.log",
                "/proc/4711/fd/3",
                "/proc/4711/task/4712/cwd",
                "/proc/4711/root/new\nline",
                "/tmp/../proc/1/mem"
            })
    void aThreadHasANumberOfItsOwnUnderProc(String name) {
        install(Path.of("/home/audit"));
        isDenied(DELETE, new File(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/4711/stat", "/proc/meminfo", "/proc/4711/rooted", "/srv/proc/1/root"})
    void whatProcHasOfProcessesElseIsFree(String name) throws Exception {
        install(Path.of("/home/audit"));
        assertThat(jvm.<Boolean>call(DELETE, new File(name), () -> true)).isTrue();
    }

    /* The JDK reads them on behalf of the bundle that first asks how much memory there is, as log4j's does when it starts; and ProcessHandle. */
    @Test
    void theLimitsOfTheContainerAndTheStateOfTheProcessAreReadAndNothingElseOfIt() throws Exception {
        install(Path.of("/proc/self"));

        Path other = Path.of("/tmp/copy");
        for (String fact : List.of("/proc/self/mountinfo", "/proc/self/cgroup", "/proc/self/stat")) {
            jvm.call(COPY, null, () -> null, Path.of(fact), other, null);
            isDenied(COPY, null, other, Path.of(fact), null);
            isDenied(DELETE, new File(fact));
        }
        isDenied(COPY, null, Path.of("/proc/self/environ"), other, null);
        isDenied(COPY, null, Path.of("/proc/self/cgroup/fd"), other, null);
    }

    @Test
    void configurationIsCopiedFromAndNotOver() throws Exception {
        install(Path.of("/home/audit"));
        Path settings = Path.of("/home/conf/doorward.cfg");
        Path other = Path.of("/tmp/copy");

        jvm.call(COPY, null, () -> null, settings, other, null);
        isDenied(COPY, null, other, settings, null);
        isDenied(COPY, null, Path.of("/home/audit/audit.log"), other, null);
    }

    /* By "reference:file:" any bundle can have the framework open what lies in a folder. */
    @ParameterizedTest
    @CsvSource({
        "/home/cache/bundle7/version0.0/bundle.jar, true",
        "/home/cache/bundle7/data/link/passwords, false",
        "/home/cache/bundle7/data/link/../audit, false",
        "/home/cache/bundle7/version0.0/link/../audit, false",
        "/home/other, false"
    })
    void whatABundleKeepsInItsDataAreaIsNotOpenedInTheNameOfTheFramework(String name, boolean framework)
            throws Exception {
        install(Path.of("/home/audit"));
        engine.rules("-a always,exit -S file.delete -k r");
        try {
            jvm.call(DELETE, new File(name), () -> true);
        } catch (SecurityException e) {
            // the framework's own, and somebody else's here
        }
        engine.operations();

        assertThat(asClassPath).isEqualTo(framework);
    }

    private void isDenied(int row, Object self, Object... arguments) {
        assertThatThrownBy(() -> jvm.call(row, self, () -> null, arguments)).hasMessageContaining("by doorward");
    }
}
