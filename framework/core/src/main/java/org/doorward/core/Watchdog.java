package org.doorward.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks for hooks that do not return and for detached operations that are past their deadline. One thread.
 *
 * <p>Time is counted in looks, not read from a clock: when the whole JVM stood still, no hook is blamed for it.
 */
final class Watchdog implements Runnable {
    private static final long SHORTEST = Duration.ofMillis(5).toNanos();
    private static final long LONGEST = Duration.ofSeconds(1).toNanos();
    private static final int LOOKS = 8;

    /** A call that hangs. */
    private record Hang(Frame frame, Hook hook, long since) {
        boolean goesOn() {
            return frame.hookNow() == hook && frame.hookTick() == since;
        }
    }

    private final Core core;
    private final long periodNanos;
    private final long hookLooks;
    private final long pendingLooks;
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
    }

    void start() {
        thread = new Thread(this, "doorward-watchdog");
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

    /** When a detached operation that begins now is due. */
    long deadline() {
        return tick + pendingLooks;
    }

    @Override
    public void run() {
        while (!stopped) {
            LockSupport.parkNanos(this, periodNanos);
            Thread.interrupted();
            tick = tick + 1;
            try {
                look();
            } catch (RuntimeException | Error e) {
                core.report("the watchdog's look failed; it goes on", e);
            }
        }
    }

    private void look() {
        for (Iterator<Hang> all = hangs.iterator(); all.hasNext(); ) {
            Hang hang = all.next();
            if (!hang.goesOn()) {
                hang.hook().returned();
                all.remove();
            }
        }
        core.frames().scan(this::look);
        core.pendings().expire(tick);
    }

    private void look(Frame frame) {
        Hook hook = frame.hookNow();
        if (hook == null) {
            return;
        }
        long since = frame.hookTick();
        if (tick - since <= hookLooks || frame.hookNow() != hook) {
            return;
        }
        Hang hang = new Hang(frame, hook, since);
        if (hangs.contains(hang)) {
            return;
        }
        hangs.add(hang);
        if (hook.hang()) {
            core.hookHangs(hook, (tick - since) * (periodNanos / 1000));
        }
    }
}
