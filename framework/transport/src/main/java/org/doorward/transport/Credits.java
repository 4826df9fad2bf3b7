package org.doorward.transport;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The budget of the backlog: who may take how much of it, in bytes and events at once. Exact: the limits are never passed, and nothing
 * that was given back is stranded.
 *
 * <pre>
 *   the backlog   |--------------- general -------------------------------|-- unbounded --|
 *   lossy         |-- up to here --|                                       .               .
 *   operations    |-- up to here -------------------------|                .               .
 *   denials       |-- up to here ------------------------------------------|               .
 *   unbounded                                                               |-- its own ----|
 * </pre>
 *
 * Whoever has the lower mark gives way first, so that lossy events never take what operations need, nor operations what denials need.
 *
 * <p><b>Concurrency.</b> What is taken of a budget is one word (events in the upper 24 bits, bytes in the lower 40), changed by
 * compare-and-set; taking is refused as a whole. One word for all threads, not stripes: at two cores it costs less than what else an
 * emission writes, and it leaves nothing behind in the stripe of a thread that went away.
 *
 * <p><b>Waiting</b> is the slow path and uses a lock and a condition for each purpose. A waiter announces itself before its last try; who
 * gives back reads that after giving: one of the two sees the other. The one that was woken passes the signal on when it leaves, taken or
 * not, so that a signal is never lost with a waiter that gave up; and once when it stays because it wants more than there is, since
 * whoever waits behind it may want less. An interrupt does not end the wait; the flag is set again afterwards.
 */
final class Credits {
    private static final int EVENT_SHIFT = 40;
    private static final long BYTES = (1L << EVENT_SHIFT) - 1;
    private static final int LOSSY = 3;
    private static final int GENERAL = 16;
    private static final int UNBOUNDED = 32;
    /** Less than this is room for nobody who waits. */
    private static final int LEAST = Backlog.charge(4096);

    private final AtomicLongArray taken = new AtomicLongArray(48);
    private final TransportSettings settings;
    private volatile long[] marks;
    private volatile int eventLimit;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition[] room = new Condition[Reserve.values().length];
    private final AtomicLongArray waiting = new AtomicLongArray(Reserve.values().length);
    /** How often there was more room than before, for each purpose; under the lock. */
    private final long[] raised = new long[Reserve.values().length];

    private volatile long waits;
    private volatile boolean closed;

    Credits(TransportSettings settings) {
        this.settings = settings;
        for (int i = 0; i < room.length; i++) {
            room[i] = lock.newCondition();
        }
        limitEvents(settings.backlogLimit());
    }

    /** Sets the limit in events; what is taken already stays taken. */
    void limitEvents(int limit) {
        long events = limit == 0 ? TransportSettings.MAXIMUM_EVENTS : limit;
        long unboundedEvents = Math.max(1, events * settings.unboundedShare() / 100);
        long denialEvents = Math.max(1, events * settings.denialShare() / 100);
        long operationEvents = events - unboundedEvents - denialEvents;
        long bytes = settings.backlogLimitBytes();
        long unboundedBytes = TransportSettings.unboundedBytes(bytes, settings.unboundedShare());
        long operationBytes = bytes - unboundedBytes - bytes * settings.denialShare() / 100;
        long lossyEvents = operationEvents - Math.max(1, operationEvents * settings.reliableShare() / 100);
        long lossyBytes = operationBytes - operationBytes * settings.reliableShare() / 100;
        long[] set = new long[4];
        set[Reserve.OPERATION.ordinal()] = operationEvents << EVENT_SHIFT | operationBytes;
        set[Reserve.DENIAL.ordinal()] = (events - unboundedEvents) << EVENT_SHIFT | (bytes - unboundedBytes);
        set[Reserve.UNBOUNDED.ordinal()] = unboundedEvents << EVENT_SHIFT | unboundedBytes;
        set[LOSSY] = lossyEvents << EVENT_SHIFT | lossyBytes;
        lock.lock();
        try {
            marks = set;
            eventLimit = limit;
            for (int purpose = 0; purpose < room.length; purpose++) {
                raised[purpose]++;
                room[purpose].signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The limit in events; 0 = the bytes alone count. */
    int eventLimit() {
        return eventLimit;
    }

    /** Takes this much for a reliable event, at once or not at all. */
    boolean tryTake(int bytes, int events, Reserve purpose) {
        return tryTake(bytes, events, cell(purpose), purpose.ordinal());
    }

    /** Takes this much for a lossy event, at once or not at all; released as of {@link Reserve#OPERATION}. */
    boolean tryTakeLossy(int bytes) {
        return tryTake(bytes, 1, GENERAL, LOSSY);
    }

    private boolean tryTake(int bytes, int events, int cell, int mark) {
        if (closed) {
            return false;
        }
        long most = marks[mark];
        while (true) {
            long seen = taken.get(cell);
            long next = seen + ((long) events << EVENT_SHIFT) + bytes;
            if ((next & BYTES) > (most & BYTES) || next >>> EVENT_SHIFT > most >>> EVENT_SHIFT) {
                return false;
            }
            if (taken.compareAndSet(cell, seen, next)) {
                return true;
            }
        }
    }

    /** Takes this much for so many events, waiting at most so long. Who waits already is woken first, which is fair but no promise. */
    boolean take(int bytes, int events, Reserve purpose, long waitNanos) {
        if (waiting.get(purpose.ordinal()) == 0 && tryTake(bytes, events, purpose)) {
            return true;
        }
        return waitNanos > 0 ? await(bytes, events, purpose, waitNanos) : tryTake(bytes, events, purpose);
    }

    private boolean await(int bytes, int events, Reserve purpose, long waitNanos) {
        boolean interrupted = false;
        int place = purpose.ordinal();
        lock.lock();
        try {
            waits++;
            waiting.incrementAndGet(place);
            long seen = raised[place];
            long left = waitNanos;
            while (!tryTake(bytes, events, purpose)) {
                if (left <= 0 || closed) {
                    return false;
                }
                if (seen != raised[place]) {
                    seen = raised[place];
                    passOn(purpose);
                }
                long since = System.nanoTime();
                try {
                    left = room[place].awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    left -= System.nanoTime() - since;
                }
            }
            return true;
        } finally {
            waiting.decrementAndGet(place);
            room[place].signal();
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Wakes the next unless what is left is room for nobody: under overload that is the rule, and waking all would be dear. */
    private void passOn(Reserve purpose) {
        if ((marks[purpose.ordinal()] & BYTES) - (taken.get(cell(purpose)) & BYTES) >= LEAST) {
            room[purpose.ordinal()].signal();
        }
    }

    /** Gives back what was taken, whole or in part. */
    void release(long bytes, int events, Reserve purpose) {
        taken.getAndAdd(cell(purpose), -(((long) events << EVENT_SHIFT) + bytes));
        if (purpose == Reserve.UNBOUNDED) {
            wake(Reserve.UNBOUNDED);
        } else {
            wake(Reserve.DENIAL);
            wake(Reserve.OPERATION);
        }
    }

    private void wake(Reserve purpose) {
        if (waiting.get(purpose.ordinal()) > 0) {
            signal(purpose);
        }
    }

    private void signal(Reserve purpose) {
        lock.lock();
        try {
            raised[purpose.ordinal()]++;
            room[purpose.ordinal()].signal();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses everybody from now on, those who wait included. */
    void close() {
        closed = true;
        lock.lock();
        try {
            for (Condition condition : room) {
                condition.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How often somebody had to wait. */
    long waits() {
        return waits;
    }

    /** Bytes taken of both budgets. */
    long takenBytes() {
        return (taken.get(GENERAL) & BYTES) + (taken.get(UNBOUNDED) & BYTES);
    }

    /** Events taken of both budgets. */
    long takenEvents() {
        return (taken.get(GENERAL) >>> EVENT_SHIFT) + (taken.get(UNBOUNDED) >>> EVENT_SHIFT);
    }

    private static int cell(Reserve purpose) {
        return purpose == Reserve.UNBOUNDED ? UNBOUNDED : GENERAL;
    }
}
