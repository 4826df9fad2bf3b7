package org.doorward.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * How the drain waits for work. It spins, then naps for growing times, then parks until it is woken; an idle transport costs nothing.
 *
 * <p>Waking a thread costs the waker 9 to 15 us, so a producer does it only for a drain that parked, and only the first one does; a
 * napping drain comes back by itself within a millisecond. Whoever waits for durability ends a nap, too.
 *
 * <p>The shortest nap is no shorter, because its timer is paid by others: a thread that did nothing but nap for 50 us, ten thousand times
 * a second, put an interruption of 25 us into one of a thousand operations on the other core of a virtual machine; with 500 us it was one of
 * ten thousand. What arrives meanwhile must find room: the defaults have it for ten events a microsecond.
 *
 * <p>No wake-up is lost: the drain says that it parks before it looks for work a last time; a producer adds its work before it looks
 * whether the drain is parked.
 */
class Sleep {
    private static final int RUNNING = 0;
    private static final int NAPPING = 1;
    private static final int PARKED = 2;
    private static final int SPINS = 50;
    private static final long SHORTEST_NAP = 500_000;
    private static final long LONGEST_NAP = 1_000_000;

    private final AtomicInteger state = new AtomicInteger();
    private volatile Thread drain;
    private int rounds;

    void owner(Thread thread) {
        drain = thread;
    }

    /** Any thread: there is work that can wait for a millisecond. */
    void wake() {
        if (state.get() == PARKED) {
            wakeNow();
        }
    }

    /** Any thread: there is work that somebody waits for. */
    void wakeNow() {
        int seen = state.get();
        if (seen != RUNNING && state.compareAndSet(seen, RUNNING)) {
            LockSupport.unpark(drain);
        }
    }

    /** Drain: there was work. */
    void worked() {
        rounds = 0;
    }

    /** Drain: there was none; waits a little. True if it is time to {@link #park}. */
    boolean rest() {
        rounds++;
        if (rounds <= SPINS) {
            Thread.onSpinWait();
            return false;
        }
        long nap = SHORTEST_NAP << Math.min(rounds - SPINS - 1, 10);
        if (nap > LONGEST_NAP) {
            return true;
        }
        nap(nap);
        return false;
    }

    /** Drain: there is work that is not there yet, because its producer was stopped while it copied. */
    void nap() {
        nap(SHORTEST_NAP);
    }

    private void nap(long nanos) {
        state.set(NAPPING);
        LockSupport.parkNanos(this, nanos);
        state.set(RUNNING);
    }

    /** Drain: says that it will park; look for work once more after that, then {@link #park} or {@link #stay}. */
    void announce() {
        state.set(PARKED);
    }

    /** Drain: parks until woken, or for so long; 0 = for as long as it takes. */
    void park(long nanos) {
        if (state.get() == PARKED) {
            if (nanos == 0) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        stay();
    }

    /** Drain: does not park after all. */
    void stay() {
        state.set(RUNNING);
    }
}
