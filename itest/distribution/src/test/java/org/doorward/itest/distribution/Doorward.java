package org.doorward.itest.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.doorward.tools.control.ControlClient;

/** The distribution's command, and an instance that it started. Ends with {@link #close}, whatever happened. */
public final class Doorward implements AutoCloseable {
    /** Generous: the machine may be busy with another build. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** JDK classes are not verified by default: bad woven code would show late. */
    private static final String VERIFIED = "-XX:+UnlockDiagnosticVMOptions -XX:+BytecodeVerificationLocal ";

    private final Path home;
    private final Process process;
    private final Path output;

    private Doorward(Path home, Process process, Path output) {
        this.home = home;
        this.process = process;
        this.output = output;
    }

    /** The folder of the distribution. */
    public static Path distribution() {
        String folder = System.getProperty("doorward.distribution");
        assertThat(folder).as("system property doorward.distribution").isNotNull();
        return Path.of(folder).normalize();
    }

    /** Waits for something that the instance does in its own time. */
    public static ConditionFactory eventually() {
        return Awaitility.await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(50));
    }

    private static ProcessBuilder builder(List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(distribution().resolve("bin/doorward").toString());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("DOORWARD_OPTS");
        return builder.redirectInput(
                ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    }

    /** Starts a command that goes on; the caller ends it. Its output goes to the file. */
    static Process begin(Path output, String... words) {
        try {
            return builder(List.of(words))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end. */
    public static Ran command(String... words) {
        try {
            Path out = Files.createTempFile("doorward", ".out");
            Path err = Files.createTempFile("doorward", ".err");
            Process process = builder(List.of(words))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try {
                assertThat(process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                        .as("doorward %s has ended", List.of(words))
                        .isTrue();
                return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                process.destroyForcibly();
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts an instance and waits until it says that it is ready. Its standard input is at its end from the beginning. */
    public static Doorward run(Path home) {
        return run(home, Map.of());
    }

    /** As {@link #run(Path)}, with further options for the JVM, blanks between them. */
    public static Doorward run(Path home, String options) {
        return run(home, Map.of("DOORWARD_OPTS", options));
    }

    /** As {@link #run(Path)}, with more in its environment. */
    static Doorward run(Path home, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("doorward", ".out");
            ProcessBuilder builder = builder(List.of("run", "--home", home.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            builder.environment().merge("DOORWARD_OPTS", VERIFIED, (given, verified) -> verified + given);
            Process process = builder.start();
            Doorward started = new Doorward(home, process, output);
            try {
                eventually().until(() -> !process.isAlive() || started.output().contains("doorward ready"));
                assertThat(process.isAlive())
                        .as(() -> "runs; it printed: " + started.output())
                        .isTrue();
                return started;
            } catch (Throwable e) {
                started.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Standard output and standard error so far. */
    public String output() {
        return read(output);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path home() {
        return home;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What the log says so far. */
    public String log() {
        return read(home.resolve("log/doorward.log"));
    }

    /** The lines of the trail so far. */
    public List<String> trail() {
        return trail(home);
    }

    /** The lines of the trail of a home. */
    public static List<String> trail(Path home) {
        return read(home.resolve("audit/audit.log")).lines().toList();
    }

    /** Runs a line as {@code doorward exec} does, without a JVM of its own. */
    public Ran exec(String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            int code = new ControlClient(home.resolve("run/control.sock"))
                    .run(line, new PrintStream(out, true), new PrintStream(err, true));
            return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of the home under another name and renames it, as an operator should. */
    public Path drop(String name, byte[] content) {
        Path file = home.resolve(name);
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.write(part, content);
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path drop(String name, String content) {
        return drop(name, content.getBytes(UTF_8));
    }

    /** Drops a sample of the distribution into {@code deploy/}. */
    public Path deploySample(String name) {
        try {
            return drop(
                    "deploy/" + name + ".jar",
                    Files.readAllBytes(distribution().resolve("samples").resolve(name + ".jar")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM; the exit code. */
    public int stop() {
        process.destroy();
        return awaitEnd();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Waits for the end; the exit code. */
    public int awaitEnd() {
        try {
            assertThat(process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                    .as("the instance has ended")
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            Files.deleteIfExists(output);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jars of {@code lib/}: what the private layer is built from. */
    public static List<Path> lib() {
        try (Stream<Path> files = Files.list(distribution().resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
