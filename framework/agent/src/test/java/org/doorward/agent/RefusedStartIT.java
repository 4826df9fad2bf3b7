package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.doorward.agent.probe.LatePlainSockets;
import org.doorward.agent.probe.Nothing;
import org.doorward.agent.probe.OtherAgent;
import org.doorward.agent.probe.StillWoven;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent starts complete or not at all, and says why not. */
class RefusedStartIT {
    private static final String NEW_ROW = "70\tfile.stat\t%s\t%s\t%s\t1\t1\t-\texception\tboot\ton\n";

    @TempDir
    Path folder;

    private static void assertThatIsRefused(Jvm.Ended jvm, String... words) {
        assertThat(jvm.exitCode()).isEqualTo(2);
        assertThat(jvm.out()).isEmpty();
        assertThat(jvm.err())
                .startsWith("doorward agent: the start is refused: ")
                .contains(words);
    }

    /** The agent's jar with rows added to its table. */
    private Path agentWith(String rows) throws IOException {
        Path jar = Files.copy(Jvm.agentJar(), folder.resolve("changed.jar"));
        try (FileSystem inside = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Path table = inside.getPath("org/doorward/agent/hooks.tsv");
            Files.writeString(table, Files.readString(table) + rows);
        }
        return jar;
    }

    private Jvm.Ended startWith(String rows) throws Exception {
        return Jvm.current()
                .option("-javaagent:" + agentWith(rows) + "=handover=main")
                .run(Nothing.class);
    }

    @Test
    void aRowWhoseMethodIsNotThereIsNamed() throws Exception {
        assertThatIsRefused(
                startWith(NEW_ROW.formatted("java/io/File", "vanished", "()V")),
                "[1] of [",
                "listed methods of JDK [" + Runtime.version() + "] cannot be woven",
                "item 70 file.stat java/io/File.vanished()V: the class has no such method",
                "run on a version that the hook table was made for, or start without the agent");
    }

    @Test
    void soAreANativeMethodAndAMissingClassTogether() throws Exception {
        assertThatIsRefused(
                startWith(NEW_ROW.formatted("java/lang/Thread", "holdsLock", "(Ljava/lang/Object;)Z")
                        + NEW_ROW.formatted("java/io/Gone", "m", "()V")),
                "[2] of [",
                "java/lang/Thread.holdsLock(Ljava/lang/Object;)Z: it is native or abstract and has no body; list its"
                        + " Java callers",
                "java/io/Gone.m()V: there is no such class");
    }

    @Test
    void aConstructorThatOnlyDelegatesIsRefused() throws Exception {
        assertThatIsRefused(
                startWith(NEW_ROW.formatted("java/io/FileInputStream", "<init>", "(Ljava/lang/String;)V")),
                "java/io/FileInputStream.<init>(Ljava/lang/String;)V: it only calls this(...)");
    }

    @Test
    void aLineThatIsNoRowIsNamedByItsPlace() throws Exception {
        assertThatIsRefused(startWith("70\tfile.stat\n"), "hooks.tsv:", ": [2] fields, expected [11]: item, kind");
    }

    private Path otherAgent() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", OtherAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        Path jar = folder.resolve("other.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }

    @Test
    void anotherAgentThatWoveFirstIsNamedByWhatItCalls() throws Exception {
        assertThatIsRefused(
                Jvm.current()
                        .option("-javaagent:" + otherAgent())
                        .agent("handover=main")
                        .run(Nothing.class),
                "item 22 file.delete java/io/File.delete()Z: it calls [other/Advice], which is none of the JDK's:"
                        + " another agent wove it first; put -javaagent of Doorward before all others, once");
    }

    @Test
    void anotherAgentThatWeavesLaterTakesNothingAwayNorDoesALoopThatRunsAlready() throws Exception {
        Jvm.Ended jvm = Jvm.current()
                .agent("handover=main")
                .option("-javaagent:" + otherAgent() + "=jdk")
                .run(StillWoven.class);

        assertThat(jvm.err()).isEmpty();
        assertThat(jvm.out().lines())
                .containsExactly("after the other agent: 1", "the loop was hot", "in a running loop: seen");
    }

    @Test
    void theAgentIsGivenOnce() throws Exception {
        assertThatIsRefused(
                Jvm.current().agent("handover=main").agent("handover=main").run(Nothing.class),
                "the agent is there already: give -javaagent of Doorward once");
    }

    @Test
    void anUnknownArgumentIsNamed() throws Exception {
        assertThatIsRefused(
                Jvm.current().agent("hot=file.open").run(Nothing.class),
                "kind [file.open] in [hot=file.open] is none that is woven on request: expected some of"
                        + " [bundle.loadclass, file.access");
    }

    @Test
    void rowsOfModulesThatTheRunLeavesOutAreNoted() throws Exception {
        Jvm.Ended jvm = Jvm.current()
                .option("--limit-modules=java.base,java.instrument")
                .agent("handover=main")
                .run(Nothing.class);

        assertThat(jvm.err()).isEmpty();
        assertThat(jvm.out().lines())
                .containsExactly(
                        "started, left out 10",
                        "item 61 runtime.loadagent sun/tools/attach/HotSpotVirtualMachine.loadAgentLibrary"
                                + "(Ljava/lang/String;ZLjava/lang/String;)V",
                        "item 69 file.create com/sun/management/internal/HotSpotDiagnostic.dumpHeap"
                                + "(Ljava/lang/String;Z)V",
                        "item 70 runtime.setproperty com/sun/management/internal/HotSpotDiagnostic.setVMOption"
                                + "(Ljava/lang/String;Ljava/lang/String;)V",
                        "item 73 file.open java/util/prefs/FileSystemPreferences.lockFile(Z)Z",
                        "item 74 process.exec sun/awt/X11/XDesktopPeer.launch(Ljava/net/URI;)V",
                        "item 75 network.connect sun/print/CUPSPrinter.<init>(Ljava/lang/String;)V",
                        "item 75 network.connect sun/print/CUPSPrinter.getAllPrinters()[Ljava/lang/String;",
                        "item 75 network.connect sun/print/CUPSPrinter.getDefaultPrinter()[Ljava/lang/String;",
                        "item 75 network.connect sun/print/CUPSPrinter.isCupsRunning()Z",
                        "item 76 runtime.loadlibrary sun/security/jgss/wrapper/SunNativeProvider"
                                + (Runtime.version().feature() == 17
                                        ? "$1.run()Ljava/util/HashMap;"
                                        : ".getMechOIDs()[Lorg/ietf/jgss/Oid;"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk.net.usePlainSocketImpl", "jdk.net.usePlainDatagramSocketImpl"})
    void socketsThatNoRowWeavesAreRefusedByTheJdkThatHasThem(String property) throws Exception {
        Jvm.Ended jvm = Jvm.current()
                .option("-D" + property + "=")
                .agent("handover=main")
                .run(Nothing.class);

        if (Runtime.version().feature() > 17) {
            assertThat(jvm.exitCode()).as(jvm.err()).isZero();
        } else {
            assertThatIsRefused(
                    jvm,
                    "property [" + property + "] is []: the sockets that it stands for are not mediated: expected that"
                            + " it is not set; take it off the command line");
        }
    }

    @Test
    void whoeverSetsTheirPropertiesLaterGetsTheSocketsThatAreWoven() throws Exception {
        Jvm.Ended jvm = Jvm.current()
                .option("--add-opens=java.base/java.net=ALL-UNNAMED")
                .agent("handover=main")
                .run(LatePlainSockets.class);

        assertThat(jvm.err()).isEmpty();
        assertThat(jvm.out().lines())
                .containsExactly("socket: sun.nio.ch.NioSocketImpl", "datagrams: sun.nio.ch.DatagramSocketAdaptor");
    }
}
