package org.doorward.itest.faults;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.doorward.tools.control.ControlClient;

/** The distribution as a process, whose trail is on a disk of the test. */
final class Instance implements AutoCloseable {
    private final Path home;
    private final Process process;

    private Instance(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    private static Path distribution() {
        return Path.of(System.getProperty("doorward.distribution")).normalize();
    }

    private static ProcessBuilder doorward(String... words) {
        List<String> command = new ArrayList<>();
        command.add(distribution().resolve("bin/doorward").toString());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.redirectInput(Path.of("/dev/null").toFile());
    }

    /** Starts one with these settings and rules and a sample that is deployed, and waits until it is ready. */
    static Instance run(Path home, Path trail, String settings, String rules, String sample) throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.createDirectories(home.resolve("deploy"));
        Files.createDirectories(trail);
        Files.createSymbolicLink(home.resolve("audit"), trail);
        Files.writeString(home.resolve("conf/doorward.cfg"), settings);
        Files.writeString(home.resolve("conf/audit.rules"), rules);
        Files.copy(
                distribution().resolve("samples").resolve(sample + ".jar"),
                home.resolve("deploy").resolve(sample + ".jar"));
        Path output = home.resolve("output");
        Instance instance = new Instance(
                home,
                doorward("run", "--home", home.toString())
                        .redirectOutput(output.toFile())
                        .start());
        try {
            await("ready")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(output).contains("doorward ready"));
            return instance;
        } catch (Throwable e) {
            instance.close();
            throw e;
        }
    }

    /** Puts a file of {@code conf/} in the place of the one before, as an operator should. */
    void configure(String file, String text) throws IOException {
        Path next = Files.writeString(home.resolve("next"), text);
        Files.move(next, home.resolve("conf").resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Runs a line with the command {@code doorward exec}; it must end with 0. What it printed. */
    String command(String line) {
        List<String> words = doorward("exec", "--home", home.toString(), line).command();
        return Command.run(words.toArray(String[]::new));
    }

    /** Runs a line as that does, without a JVM of its own. */
    Command.Answer line(String line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = new ControlClient(home.resolve("run/control.sock")).run(line, print, print);
        return new Command.Answer(code, out.toString(StandardCharsets.UTF_8));
    }

    /** Begins a line, and does not wait for its end. */
    void begin(String line) throws IOException {
        doorward("exec", "--home", home.toString(), line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What {@code auditctl -s} says of this. */
    String status(String name) throws IOException {
        return line("auditctl -s")
                .out()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** Kills it. On a disk that stands still its end does not come before the disk's. */
    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
