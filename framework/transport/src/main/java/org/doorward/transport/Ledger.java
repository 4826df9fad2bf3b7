package org.doorward.transport;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;
import org.doorward.audit.Lane;
import org.doorward.control.LossReason;
import org.doorward.event.EventEncoder;

/**
 * What became of every event, exact to the unit: {@code emitted == written + lost}, per lane, whenever nobody is emitting and the
 * backlog is empty.
 *
 * <pre>
 *   emitted = admitted + refused                    counted by producers, before the backlog
 *   admitted == written + lost behind the backlog   counted by the drain, on its own
 *   lost = refused + lost behind the backlog
 * </pre>
 *
 * <p>The two sides count separately, so that an event that vanished in the backlog would show.
 *
 * <p><b>Admitted</b> is the only counter on the hot path: cells of its own cache lines, chosen by thread. Not LongAdder, which allocates
 * when threads meet. <b>Losses</b> take a lock: a refused event gets its serial and is counted in one step, so that the serials of one
 * window all come before those of the next, and {@code count} of a record is what is missing between its first and last serial. The
 * lock is held for a few additions; it is no part of an emission that succeeds. <b>Written</b> has one writer, the drain.
 */
final class Ledger {
    private static final Lane[] LANES = Lane.values();
    private static final LossReason[] REASONS = LossReason.values();
    /** In longs: 128 bytes, two cache lines, because they are fetched in pairs. */
    private static final int STRIDE = 16;

    private final int stripes;
    private final AtomicLongArray admitted;
    private final AtomicLongArray written = new AtomicLongArray(LANES.length);

    private final ReentrantLock lock = new ReentrantLock();
    private final LossWindow[] windows = windows();
    private final long[] refused = new long[LANES.length];
    private final long[] lost = new long[LANES.length * REASONS.length];
    private long lostBefore;
    private volatile boolean pending;

    Ledger() {
        stripes = Integer.highestOneBit(Math.min(64, Runtime.getRuntime().availableProcessors() * 2 - 1)) << 1;
        admitted = new AtomicLongArray((stripes + 1) * STRIDE);
    }

    static LossWindow[] windows() {
        LossWindow[] windows = new LossWindow[LANES.length * REASONS.length];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = new LossWindow();
        }
        return windows;
    }

    static int cell(Lane lane, LossReason reason) {
        return lane.ordinal() * REASONS.length + reason.ordinal();
    }

    /** Producer: an event goes into the backlog. */
    void admitted(Lane lane, int change) {
        int stripe = (int) (Thread.currentThread().getId() * 0x9E3779B97F4A7C15L >>> 40) & stripes - 1;
        admitted.getAndAdd((stripe + 1) * STRIDE + lane.ordinal(), change);
    }

    /** Producer: an event is lost before the backlog; it gets its stamp and serial here, unless it has them. */
    void refuse(Lane lane, LossReason reason, EventEncoder event, Stamps stamps, String bundle) {
        lock.lock();
        try {
            if (stamps != null) {
                stamps.next(event);
            }
            int cell = cell(lane, reason);
            refused[lane.ordinal()]++;
            lost[cell]++;
            windows[cell].add(event.serial(), bundle);
            pending = true;
        } finally {
            lock.unlock();
        }
    }

    /** Drain: these events were admitted and are lost. */
    void lose(Lane lane, LossReason reason, LossWindow events) {
        if (events.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            int cell = cell(lane, reason);
            lost[cell] += events.count();
            windows[cell].add(events);
            pending = true;
        } finally {
            lock.unlock();
        }
    }

    /** Drain: the sink has these events. */
    void written(Lane lane, long count) {
        written.getAndAdd(lane.ordinal(), count);
    }

    /** Whether there are losses that no record has told yet. */
    boolean hasUntold() {
        return pending;
    }

    /** Drain: takes the losses that no record has told yet; one window for each {@link #cell}. */
    void takeUntold(LossWindow[] into) {
        lock.lock();
        try {
            for (int i = 0; i < windows.length; i++) {
                into[i].add(windows[i]);
                windows[i].clear();
            }
            pending = false;
        } finally {
            lock.unlock();
        }
    }

    /** Drain: the record that told these losses was lost itself; another one will tell them. */
    void putBack(int cell, LossWindow untold) {
        lock.lock();
        try {
            windows[cell].add(untold);
            untold.clear();
            pending = true;
        } finally {
            lock.unlock();
        }
    }

    long emitted(Lane lane) {
        lock.lock();
        try {
            return admitted(lane) + refused[lane.ordinal()];
        } finally {
            lock.unlock();
        }
    }

    long written(Lane lane) {
        return written.get(lane.ordinal());
    }

    long lost(Lane lane, LossReason reason) {
        lock.lock();
        try {
            return lost[cell(lane, reason)];
        } finally {
            lock.unlock();
        }
    }

    /** Lost since the last reset, over all lanes and reasons. */
    long lost() {
        lock.lock();
        try {
            return total() - lostBefore;
        } finally {
            lock.unlock();
        }
    }

    /** Sets {@link #lost()} to zero; the value before. What several callers get adds up. */
    long resetLost() {
        lock.lock();
        try {
            long before = total() - lostBefore;
            lostBefore += before;
            return before;
        } finally {
            lock.unlock();
        }
    }

    /** Events that went into the backlog, ever. */
    long admitted() {
        long sum = 0;
        for (Lane lane : LANES) {
            sum += admitted(lane);
        }
        return sum;
    }

    private long admitted(Lane lane) {
        long sum = 0;
        for (int i = 1; i <= stripes; i++) {
            sum += admitted.get(i * STRIDE + lane.ordinal());
        }
        return sum;
    }

    private long total() {
        long sum = 0;
        for (long reason : lost) {
            sum += reason;
        }
        return sum;
    }
}
