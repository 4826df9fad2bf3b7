package org.doorward.dist.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application at work in the background: round after round, until it is told to stop. It counts what it did itself. */
final class Workload {
    /** Between rounds: the demo shows that it goes on, not how fast it is. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final Pattern COUNT = Pattern.compile("([a-z]+)=([0-9]+)");

    private final Shell shell;
    private final String line;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Thread thread = new Thread(this::work, "doorward-demo-work");
    private boolean stopping;
    private int rounds;
    private String said = "";
    private Exception failure;

    private Workload(Shell shell, String line) {
        this.shell = shell;
        this.line = line;
        thread.setDaemon(true);
    }

    /** @param line a round: it must end with exit code 0, and its output may hold counts, {@code name=number} */
    static Workload start(Shell shell, String line) {
        Workload workload = new Workload(shell, line);
        workload.thread.start();
        return workload;
    }

    private void work() {
        try {
            while (!isStopping()) {
                Shell.Result result = shell.run(line);
                if (result.exit() != 0) {
                    throw new IOException(
                            "[" + line + "] ended with exit code " + result.exit() + ": " + result.text());
                }
                add(result.out());
            }
        } catch (IOException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isStopping() throws InterruptedException {
        if (!stopping && rounds > 0) {
            wait(PAUSE.toMillis());
        }
        return stopping;
    }

    private synchronized void add(String said) {
        Matcher count = COUNT.matcher(said);
        while (count.find()) {
            counts.merge(count.group(1), Integer.valueOf(count.group(2)), Integer::sum);
        }
        rounds++;
        this.said = said;
        notifyAll();
    }

    private synchronized void fail(Exception e) {
        failure = e;
        notifyAll();
    }

    /** Waits until a whole round has begun and ended from now on. */
    synchronized void awaitRound() throws InterruptedException, StepFailedException {
        int wanted = rounds + 2; // the one that is under way began before
        while (rounds < wanted && failure == null) {
            wait();
        }
        check();
    }

    /** Ends the round that is under way, and no other begins. */
    void stop() throws InterruptedException, StepFailedException {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        thread.join();
        check();
    }

    private synchronized void check() throws StepFailedException {
        if (failure != null) {
            throw new StepFailedException("the application cannot go on: " + failure.getMessage(), failure);
        }
    }

    synchronized int count(String what) {
        return counts.getOrDefault(what, 0);
    }

    /** What the last round printed. */
    synchronized String said() {
        return said;
    }

    synchronized int rounds() {
        return rounds;
    }

    /** All counts, in one line. */
    synchronized String describe() {
        return rounds + " rounds: "
                + String.join(
                        " ",
                        counts.entrySet().stream()
                                .map(count -> count.getKey() + "=" + count.getValue())
                                .toList());
    }
}
