package org.doorward.transport;

import java.util.concurrent.locks.ReentrantLock;
import org.doorward.audit.Lane;
import org.doorward.control.LossReason;
import org.doorward.event.EventEncoder;

/**
 * What became of every event, exact to the unit: {@code emitted == written + lost}, per account and lane, whenever nobody is emitting and
 * the backlog is empty; and so for the sum over the accounts.
 *
 * <pre>
 *   emitted = admitted + refused                    counted by producers, before the backlog
 *   admitted == written + lost behind the backlog   counted by the drain, on its own
 *   lost = refused + lost behind the backlog
 * </pre>
 *
 * <p>The two sides count separately, so that an event that vanished in the backlog would show. The counters are the accounts'.
 *
 * <p><b>Admitted</b> is the only counter on the hot path: one word for each account and lane. Not LongAdder, which allocates
 * when threads meet. <b>Losses</b> take a lock: a refused event gets its serial and is counted in one step, so that the serials of one
 * window all come before those of the next, and {@code count} of a record is what is missing between its first and last serial. The
 * lock is held for a few additions; it is no part of an emission that succeeds. <b>Written</b> has one writer, the drain.
 */
final class Ledger {
    private static final Lane[] LANES = Lane.values();
    private static final LossReason[] REASONS = LossReason.values();

    private final Accounts accounts;
    private final ReentrantLock lock = new ReentrantLock();
    private final LossWindow[] windows = windows();
    private long lost;
    private long lostBefore;
    private volatile boolean pending;

    Ledger(Accounts accounts) {
        this.accounts = accounts;
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

    /** Producer: an event is lost before the backlog; it gets its stamp and serial here, unless it has them. */
    void refuse(Account account, Lane lane, LossReason reason, EventEncoder event, Stamps stamps) {
        lock.lock();
        try {
            if (stamps != null) {
                stamps.next(event);
            }
            account.refuse(lane);
            account.lose(lane, reason, 1);
            lost++;
            windows[cell(lane, reason)].add(event.serial(), account);
            pending = true;
        } finally {
            lock.unlock();
        }
    }

    /** Drain: these events of one account were admitted and are lost; {@link #tell} says which. */
    void lose(Account account, Lane lane, LossReason reason, long count) {
        lock.lock();
        try {
            account.lose(lane, reason, count);
            lost += count;
        } finally {
            lock.unlock();
        }
    }

    /** Drain: these losses are to be told. */
    void tell(Lane lane, LossReason reason, LossWindow events) {
        putBack(cell(lane, reason), events);
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
        if (untold.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            windows[cell].add(untold);
            untold.clear();
            pending = true;
        } finally {
            lock.unlock();
        }
    }

    /** Has this look at the accounts while no loss is counted. */
    void look(Runnable reader) {
        lock.lock();
        try {
            reader.run();
        } finally {
            lock.unlock();
        }
    }

    /** Lost since the last reset, over all accounts, lanes and reasons. */
    long lost() {
        lock.lock();
        try {
            return lost - lostBefore;
        } finally {
            lock.unlock();
        }
    }

    /** Sets {@link #lost()} to zero; the value before. What several callers get adds up. */
    long resetLost() {
        lock.lock();
        try {
            long before = lost - lostBefore;
            lostBefore = lost;
            return before;
        } finally {
            lock.unlock();
        }
    }

    /** Events that went into the backlog, ever. */
    long admitted() {
        long sum = 0;
        for (int i = accounts.size() - 1; i >= 0; i--) {
            for (Lane lane : LANES) {
                sum += accounts.at(i).admitted(lane);
            }
        }
        return sum;
    }
}
