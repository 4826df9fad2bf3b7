package org.doorward.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks for hooks that do not return and for detached operations that are past their deadline, and ends the windows in which denials are
 * counted. One thread.
 *
 * <p>Time is counted in looks, not read from a clock: when the whole JVM stood still, no hook is blamed for it.
 */
final class Watchdog implements Runnable {
    private static final long SHORTEST = Duration.ofMillis(5).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST = SECOND;
    private static final int LOOKS = 8;

    /** A call that hangs. */
    private record Hang(Frame frame, Hook hook, long mark) {
        boolean goesOn() {
            return frame.markNow() == mark;
        }
    }

    private final Core core;
    private final long periodNanos;
    private final long hookLooks;
    private final long pendingLooks;
    private final long stormLooks;
    private final List<Hang> hangs = new ArrayList<>();
    private volatile long tick = 1;
    private volatile boolean stopped;
    private Thread thread;

    Watchdog(Core core, CoreSettings settings) {
        this.core = core;
        long limit = settings.hookLimit().toNanos();
        long deadline = settings.detachDeadline().toNanos();
        this.periodNanos = Math.max(SHORTEST, Math.min(LONGEST, Math.min(limit, deadline) / LOOKS));
        this.hookLooks = Math.max(2, limit / periodNanos);
        this.pendingLooks = Math.max(2, deadline / periodNanos);
        this.stormLooks = Math.max(1, Math.round((double) SECOND / periodNanos));
    }

    /** Looks from now on, in a thread that inherits nothing of this one. */
    void start() {
        thread = new Thread(null, this, "doorward-watchdog", 0, false);
        thread.setContextClassLoader(null);
        thread.setDaemon(true);
        thread.start();
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** The time in looks. */
    long now() {
        return tick;
    }

    /** The time since then, as coarse as the looks are. */
    long microsSince(long since) {
        return (tick - since) * (periodNanos / 1000);
    }

    /** When a detached operation that begins now is due. */
    long deadline() {
        return tick + pendingLooks;
    }

    @Override
    public void run() {
        while (!stopped) {
            LockSupport.parkNanos(this, periodNanos);
            Thread.interrupted();
            try {
                look();
            } catch (RuntimeException | Error e) {
                core.report("the watchdog's look failed; it goes on", e);
            }
        }
    }

    /** One look, which is the unit of its time. Called by one thread at a time. */
    void look() {
        tick = tick + 1;
        for (Iterator<Hang> all = hangs.iterator(); all.hasNext(); ) {
            Hang hang = all.next();
            if (!hang.goesOn()) {
                hang.hook().returned();
                all.remove();
            }
        }
        core.frames().scan(this::look);
        core.pendings().expire(tick);
        if (tick % stormLooks == 0) {
            core.storms().endWindow();
        }
    }

    private void look(Frame frame) {
        long mark = frame.markNow();
        if (mark == 0 || tick - Frame.tickOf(mark) <= hookLooks) {
            return;
        }
        Hook hook = frame.hookOf(mark);
        if (hook == null) {
            return;
        }
        Hang hang = new Hang(frame, hook, mark);
        if (hangs.contains(hang)) {
            return;
        }
        hangs.add(hang);
        if (hook.hang()) {
            core.hookHangs(hook, microsSince(Frame.tickOf(mark)));
        }
    }
}
