package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/doorward} gives Java: a program in Java's place prints it, a word a line. */
class StartScriptIT {
    private static final String ALL =
            "java.base java.se jdk.management jdk.net jdk.zipfs jdk.crypto.ec jdk.httpserver jdk.compiler";

    @TempDir
    private Path java;

    @BeforeEach
    void aJavaThatPrintsItsArguments() throws IOException {
        Path program = Files.createDirectory(java.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        release("17.0.1", ALL);
    }

    private void release(String version, String modules) throws IOException {
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\nMODULES=\"" + modules + "\"\n");
    }

    private Ran start(String agent, String... words) throws Exception {
        List<String> command = new java.util.ArrayList<>(
                List.of(Doorward.distribution().resolve("bin/doorward").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().remove("DOORWARD_OPTS");
        builder.environment().put("DOORWARD_AGENT", agent);
        Path out = java.resolve("out");
        Path err = java.resolve("err");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static List<String> agents(Ran ran) {
        return ran.out().lines().filter(word -> word.startsWith("-javaagent:")).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "demo", "--home exec run", "--color never run", "run --home exec", "demo --guard"})
    void anInstanceIsStartedWithTheAgent(String words) throws Exception {
        assertThat(agents(start("", words.split(" "))))
                .singleElement()
                .asString()
                .endsWith("/lib/launcher/doorward-agent.jar=handover=main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec run", "auditctl -s", "ausearch", "--home run exec demo", "", "--help"})
    void whatOnlyTalksToAnInstanceIsStartedWithout(String words) throws Exception {
        assertThat(agents(start("on", words.split(" ")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec run", "auditctl -s", "ausearch", "--home run exec demo", "", "--help"})
    void whatOnlyTalksToAnInstanceNeedsNoPrivateLayer(String words) throws Exception {
        assertThat(start("on", words.split(" ")).out().lines())
                .contains("org.doorward.dist.Client")
                .doesNotContain("org.doorward.launcher.Launcher", "--limit-modules");
    }

    @Test
    void whatStartsAnInstanceIsRefusedWithoutThePrivateLayer() throws Exception {
        Path lib = Doorward.distribution().resolve("lib");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        lib + "/*",
                        "org.doorward.dist.Client",
                        "--home",
                        java.resolve("home").toString(),
                        "run")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("[run]", "bin/doorward");
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(java.resolve("home")).doesNotExist();
    }

    @Test
    void theAgentIsLeftOutOrGivenMoreKindsIfTheOperatorSaysSo() throws Exception {
        assertThat(agents(start("off", "run"))).isEmpty();
        assertThat(agents(start("hot=file.stat;file.access", "run")))
                .singleElement()
                .asString()
                .endsWith("=handover=main,hot=file.stat;file.access");
    }

    @Test
    void anotherWordForTheAgentIsRefusedWithTheWordAndWhatIsExpected() throws Exception {
        Ran ran = start("yes", "run");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("DOORWARD_AGENT=[yes]: expected on, off, or hot=KIND;KIND");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void aModuleThatThisJavaDoesNotHaveIsLeftOutAndItIsSaid() throws Exception {
        release("17.0.1", ALL.replace(" jdk.compiler", ""));

        Ran ran = start("on", "run");

        assertThat(ran.out()).contains("java.se,jdk.management,jdk.net,jdk.zipfs,jdk.crypto.ec,jdk.httpserver\n");
        assertThat(ran.err()).contains("this Java has no module jdk.compiler");
    }

    @Test
    void aJavaThatIsTooOldIsRefused() throws Exception {
        release("11.0.2", ALL);

        Ran ran = start("on", "run");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("Java [11.0.2]", "expected 17 or later");
    }
}
