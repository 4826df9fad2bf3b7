package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The distribution that this build made, run as an operator runs it. */
final class Instance implements AutoCloseable {
    private static final Path DISTRIBUTION = Tree.top().resolve("framework/dist/target/doorward");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** What a command printed, both streams, and its exit code. */
    record Result(int exit, String output) {}

    private final Path home;
    private final Process process;

    private Instance(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    /** Starts {@code doorward run} and waits until it is ready. */
    static Instance run(Path home) throws IOException {
        Files.createDirectories(home);
        Process process = new ProcessBuilder(doorward(), "run", "--home", home.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
        Instance instance = new Instance(home, process);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Files.readString(home.resolve("output")).contains("doorward ready"));
        return instance;
    }

    private static String doorward() {
        Path start = DISTRIBUTION.resolve("bin/doorward");
        if (!Files.isExecutable(start)) {
            throw new IllegalStateException("[" + start + "] is missing: build framework/dist first, with -am");
        }
        return start.toString();
    }

    static Path sample(String name) {
        return DISTRIBUTION.resolve("samples").resolve(name + ".jar");
    }

    /** Runs a command of the distribution to its end. */
    static Result doorward(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(doorward()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(exit(process), output);
    }

    /** Runs a line of the shell in this instance. */
    Result exec(String line) throws IOException {
        return doorward("exec", "--home", home.toString(), line);
    }

    void deploy(Path jar) throws IOException {
        Files.copy(jar, home.resolve("deploy").resolve(jar.getFileName()));
    }

    void configure(String file, String text) throws IOException {
        Files.writeString(home.resolve("conf").resolve(file), text);
    }

    /** Waits until the trail holds this. */
    void awaitTrail(String... texts) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Files.readString(home.resolve("audit/audit.log")))
                        .contains(texts));
    }

    private static int exit(Process process) {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends SIGTERM and waits for the end. */
    @Override
    public void close() {
        process.destroy();
        exit(process);
    }
}
