package org.doorward.osgi;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.doorward.control.TrailStatus;
import org.doorward.core.ExemptAction;
import org.doorward.trail.store.TrailListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * What may go wrong here, and the test (TrailWatchTest):
 *   a program hangs and holds up the drain or the watch     aProgramThatHangsIsEndedAndHoldsNobodyUp
 *   it inherits what the engine knows                       aProgramHasNoArgumentsAndAnEnvironmentOfItsOwn
 *   it cannot be started                                    aProgramThatDoesNotStartIsReported
 *   its start needs a record, which the full disk refuses   it runs as ExemptAction: it is the operator's own order
 *   a stall is said for ever, or never                      aHangIsSaidOnceWhileItLasts
 */
/**
 * Does for the trail what it must not do itself: runs programs, halts the instance, and says while a call of the disk hangs that it does. One
 * daemon thread. What the trail tells it returns at once.
 */
final class TrailWatch implements TrailListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrailWatch.class);
    private static final long LOOK_MILLIS = 500;

    private final Consumer<String> halt;
    private final long programSeconds;
    private final BlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "doorward-trail-watch");
    private volatile Supplier<TrailStatus> trail = () -> null;
    private volatile boolean closed;
    private boolean said;

    /**
     * A watch that does not run yet.
     *
     * @param halt stops the instance in order; takes why
     * @param programSeconds after which a program is ended
     */
    TrailWatch(Consumer<String> halt, long programSeconds) {
        this.halt = halt;
        this.programSeconds = programSeconds;
        thread.setDaemon(true);
    }

    /** Begins to look at this trail. */
    void start(Supplier<TrailStatus> trailToWatch) {
        trail = trailToWatch;
        thread.start();
    }

    @Override
    public void error(String message, Throwable cause) {
        orders.add(() -> LOG.error(message, cause)); // the log's disk may be the one that stands still
    }

    @Override
    public void exec(Path program) {
        orders.add(new ExemptAction(() -> run(program)));
    }

    @Override
    public void halt(String reason) {
        LOG.error("the instance is halted: {}", reason);
        Thread stop = new Thread(new ExemptAction(() -> halt.accept(reason)), "doorward-halt");
        stop.setDaemon(true);
        stop.start();
    }

    private void run() {
        while (!closed || !orders.isEmpty()) {
            try {
                Runnable order = orders.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (order != null) {
                    order.run();
                }
                look();
            } catch (InterruptedException e) {
                // nobody is meant to; close says when it ends
            } catch (RuntimeException e) {
                LOG.error("an order of the trail failed", e);
            }
        }
    }

    private void look() {
        TrailStatus status = trail.get();
        boolean stalls = status != null && status.state() == TrailStatus.State.STALLED;
        if (stalls && !said) {
            LOG.error(
                    "the disk of the trail stands still: a call on segment [{}] has not returned for [{}] ms",
                    status.segment(),
                    status.stalledMillis());
        }
        said = stalls;
    }

    private void run(Path program) {
        ProcessBuilder builder = new ProcessBuilder(program.toString())
                .directory(new File("/"))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("PATH", "/sbin:/bin:/usr/sbin:/usr/bin");
        try {
            Process process = builder.start();
            LOG.info("program [{}] runs as process [{}]", program, process.pid());
            process.onExit().orTimeout(programSeconds, TimeUnit.SECONDS).whenComplete((ended, late) -> {
                if (late != null) {
                    process.destroyForcibly();
                    LOG.error("program [{}] did not end within [{}] s and was ended", program, programSeconds);
                } else {
                    LOG.info("program [{}] ended with exit code [{}]", program, ended.exitValue());
                }
            });
        } catch (IOException e) {
            LOG.error(
                    "program [{}] cannot be run: expected an executable file; see the disk actions in doorward.cfg",
                    program,
                    e);
        }
    }

    /** Does what was ordered, and ends. Waits a second at most. */
    @Override
    public void close() {
        closed = true;
        try {
            if (thread.isAlive() && Thread.currentThread() != thread) {
                thread.join(2 * LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
