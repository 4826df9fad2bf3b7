package org.doorward.itest.benchmarks.intercepted;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.doorward.testkit.TestBundle;
import org.doorward.tools.control.ControlClient;

/** {@code doorward run} as a process, ready when the constructor returns. For one thread. */
final class RunningInstance implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long LOOK_MILLIS = 20;

    private final Path home;
    private final Process process;
    private final long nanosToPrompt;
    private final StringBuffer output = new StringBuffer();

    /**
     * Starts an instance.
     *
     * @param distribution the folder of the distribution
     * @param agent as {@code DOORWARD_AGENT}
     * @throws IllegalStateException with what it printed, if it does not get ready
     */
    RunningInstance(Path distribution, Path home, String agent) throws IOException {
        this.home = home;
        ProcessBuilder builder = new ProcessBuilder(
                        distribution.resolve("bin/doorward").toString(), "run", "--home", home.toString())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("DOORWARD_AGENT", agent);
        builder.environment().remove("DOORWARD_OPTS");
        long start = System.nanoTime();
        process = builder.start();
        process.getOutputStream().close();
        BufferedReader lines = process.inputReader(UTF_8);
        String line = lines.readLine();
        while (line != null && !line.startsWith("doorward ready")) {
            output.append(line).append('\n');
            line = lines.readLine();
        }
        nanosToPrompt = System.nanoTime() - start;
        if (line == null) {
            throw new IllegalStateException("[" + distribution + "/bin/doorward run] ended and printed: " + output);
        }
        Thread reader = new Thread(() -> read(lines), "output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
            }
        } catch (IOException e) {
            output.append(e).append('\n'); // it was closed: the end of the process
        }
    }

    /** From the start of the process to its line {@code doorward ready}. */
    long nanosToPrompt() {
        return nanosToPrompt;
    }

    /** Drops a bundle into {@code deploy/}. */
    void deploy(TestBundle bundle) throws IOException {
        Path jar = home.resolve("deploy").resolve(bundle.symbolicName() + ".jar");
        Path part = jar.resolveSibling(jar.getFileName() + ".part");
        Files.write(part, bundle.bytes());
        Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a command of the instance prints; {@code null} if it has no such command or the command fails. */
    String exec(String line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream text = new PrintStream(out, true, UTF_8);
        int code = new ControlClient(home.resolve("run/control.sock")).run(line, text, text);
        return code == 0 ? out.toString(UTF_8) : null;
    }

    /** The value of a line of {@code auditctl -s}. */
    long status(String name) throws IOException {
        return exec("auditctl -s")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Waits for something that the instance does in its own time.
     *
     * @throws IllegalStateException if it has ended, or does not do it
     */
    void await(String what, BooleanSupplier done) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("no " + what + "; it printed: " + output + "; its log: "
                        + Files.readString(home.resolve("log/doorward.log")));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
