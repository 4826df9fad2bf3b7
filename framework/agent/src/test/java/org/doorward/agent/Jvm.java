package org.doorward.agent;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.osgi.framework.launch.Framework;

/** A JVM of one JDK, started with the agent's jar and with verification of the JDK's own classes. */
final class Jvm {
    /** What a JVM that ended has said. */
    record Ended(int exitCode, String out, String err) {}

    private static final long LIMIT_SECONDS = 180;

    private final Path home;
    private final List<String> options = new ArrayList<>(List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+BytecodeVerificationLocal",
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true"));

    private Jvm(Path home) {
        this.home = home;
    }

    /** The JDK that runs the tests. */
    static Jvm current() {
        return new Jvm(Path.of(System.getProperty("java.home")));
    }

    /** A JDK of the given feature version: named by JAVA_HOME_n, or below /usr/lib/jvm. */
    static Jvm of(int feature) throws IOException {
        if (Runtime.version().feature() == feature) {
            return current();
        }
        String named = System.getenv("JAVA_HOME_" + feature);
        if (named != null) {
            return new Jvm(Path.of(named));
        }
        try (Stream<Path> installed = Files.list(Path.of("/usr/lib/jvm"))) {
            return new Jvm(installed
                    .filter(home -> home.getFileName().toString().contains("-" + feature + "-"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no JDK " + feature
                            + " in /usr/lib/jvm: install one, or set JAVA_HOME_" + feature + " to its folder")));
        }
    }

    /** The agent's jar as the build made it. */
    static Path agentJar() {
        return Path.of(System.getProperty("doorward.agent.jar"));
    }

    /** With the agent, given its arguments. */
    Jvm agent(String arguments) {
        return option("-javaagent:" + agentJar() + (arguments.isEmpty() ? "" : "=" + arguments));
    }

    Jvm option(String option) {
        options.add(option);
        return this;
    }

    /** Runs a program of the test classes to its end. */
    Ended run(Class<?> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), program.getName()));
        command.addAll(List.of(arguments));
        File out = File.createTempFile("jvm", ".out");
        File err = File.createTempFile("jvm", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(out)
                    .redirectError(err)
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end; it said " + text(out) + text(err));
            }
            return new Ended(process.exitValue(), text(out), text(err));
        } finally {
            out.delete();
            err.delete();
        }
    }

    /** The test classes and what they need, without the agent's own classes: those come from its jar. */
    private static String classPath() {
        return Stream.of(Jvm.class, ClassWriter.class, Framework.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> Path.of(URI.create(location.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String text(File file) throws IOException {
        return Files.readString(file.toPath(), StandardCharsets.UTF_8);
    }
}
