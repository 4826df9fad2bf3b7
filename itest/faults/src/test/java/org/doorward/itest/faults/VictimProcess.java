package org.doorward.itest.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.doorward.itest.faults.victim.Options;
import org.doorward.itest.faults.victim.Victim;

/** A running {@link Victim}: what it has said, and what is done to it. Closing it ends it, however it stands. */
final class VictimProcess implements AutoCloseable {
    /** A record that the victim called durable. */
    record Acknowledged(String path, long serial) {}

    private final Process process;
    private final Path errors;
    private final Thread listener = new Thread(this::listen, "victim-listener");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Acknowledged> acknowledged = new ArrayList<>();

    /** How it is started. */
    static final class Start {
        private final Options options;
        private final Path errors;
        private final Map<String, String> environment = new HashMap<>();
        private final List<String> before = new ArrayList<>();
        private final List<String> jvm =
                new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));

        private Start(Options options, Path errors) {
            this.options = options;
            this.errors = errors;
        }

        Start environment(Map<String, String> more) {
            environment.putAll(more);
            return this;
        }

        Start jvm(String... arguments) {
            jvm.addAll(List.of(arguments));
            return this;
        }

        /** As {@code ulimit -f}: the largest file, in KiB. */
        Start largestFile(int kibibytes) {
            before.addAll(List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "victim"));
            return this;
        }

        /** Started, whatever becomes of it. */
        VictimProcess start() throws IOException {
            return new VictimProcess(this);
        }

        /** Started, and its trail is open. */
        VictimProcess ready() throws IOException {
            VictimProcess victim = start();
            try {
                victim.awaitLine("ready");
                return victim;
            } catch (Throwable e) {
                victim.close();
                throw e;
            }
        }
    }

    /** A victim with these options; what it says of errors goes to a file in that folder, which must not be the disk that fails. */
    static Start of(Options options, Path folder) {
        return new Start(options, folder.resolve("victim.err"));
    }

    private VictimProcess(Start start) throws IOException {
        List<String> command = new ArrayList<>(start.before);
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(start.jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Victim.class.getName()));
        command.addAll(start.options.arguments());
        errors = start.errors;
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().putAll(start.environment);
        process = builder.start();
        listener.setDaemon(true);
        listener.start();
    }

    private void listen() {
        byte[] read = new byte[1 << 16];
        StringBuilder line = new StringBuilder();
        try (InputStream out = process.getInputStream()) {
            for (int length = out.read(read); length >= 0; length = out.read(read)) {
                for (int i = 0; i < length; i++) {
                    if (read[i] == '\n') {
                        heard(line.toString());
                        line.setLength(0);
                    } else {
                        line.append((char) read[i]);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void heard(String line) {
        if (line.startsWith("ack ")) {
            String[] words = line.split(" ");
            synchronized (acknowledged) {
                acknowledged.add(new Acknowledged(words[1], Long.parseLong(words[2])));
            }
        } else {
            lines.add(line);
        }
    }

    /** What it has called durable so far. After its end: all of it. */
    List<Acknowledged> acknowledged() {
        synchronized (acknowledged) {
            return List.copyOf(acknowledged);
        }
    }

    int acknowledgements() {
        synchronized (acknowledged) {
            return acknowledged.size();
        }
    }

    void awaitAcknowledgements(int atLeast) {
        eventually().until(() -> acknowledgements() >= atLeast || !process.isAlive());
        if (acknowledgements() < atLeast) {
            throw new AssertionError("only [" + acknowledgements() + "] acknowledgements; " + howItIs());
        }
    }

    /** Waits for so many more than there are now. */
    void awaitMoreAcknowledgements(int more) {
        awaitAcknowledgements(acknowledgements() + more);
    }

    void awaitLine(String line) {
        eventually().until(() -> lines.contains(line) || !process.isAlive());
        if (!lines.contains(line)) {
            throw new AssertionError("the victim did not say [" + line + "]; " + howItIs());
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean said(String line) {
        return lines.contains(line);
    }

    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
    }

    /** Its own account now. */
    Account status() throws IOException {
        int before = lines.size();
        tell("status");
        eventually().until(() -> lines.size() > before || !process.isAlive());
        return account("status");
    }

    /** Lets it end in order; its last account. */
    Account stop() throws IOException {
        tell("stop");
        awaitEnd();
        if (process.exitValue() != 0) {
            throw new AssertionError("the victim did not end in order; " + howItIs());
        }
        return account("end");
    }

    /** Waits for its end, as it is; the exit code. */
    int awaitEnd() {
        eventually().until(() -> !process.isAlive());
        joinListener();
        return process.exitValue();
    }

    /** SIGKILL; what it has said before is heard. */
    void kill() {
        process.toHandle().destroyForcibly(); // not the Process: that would close the pipe before it is read to its end
        process.onExit().join();
        joinListener();
    }

    private void joinListener() {
        try {
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Account account(String word) {
        List<String> said =
                lines.stream().filter(line -> line.startsWith(word + " ")).toList();
        if (said.isEmpty()) {
            throw new AssertionError("the victim did not say [" + word + "]; " + howItIs());
        }
        return Account.of(said.get(said.size() - 1));
    }

    private String howItIs() {
        try {
            String said = Files.readString(errors);
            return (process.isAlive() ? "it is alive" : "it ended with [" + process.exitValue() + "]") + ", after "
                    + lines + ", and said of errors: " + said.substring(Math.max(0, said.length() - 4000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static org.awaitility.core.ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5));
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("a victim cannot be killed: pid [" + process.pid() + "]");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        joinListener();
    }
}
