package org.doorward.transport;

import java.util.function.LongSupplier;

/*
 *   wall clock   --o-----------------------------o------------->   read every 10 ms at most
 *                  | + what nanoTime says since  |
 *   moments      --o--x--x-----x---x-------------o--x---------->   of events, which have read nanoTime already
 *
 * Reading a clock takes 25 ns, a tenth of what an event costs its producer, and who measures a duration has read one. The kernel stamps audit
 * events by its coarse clock for the same reason (ktime_get_coarse_real_ts64), which moves every 1 to 10 ms.
 *
 * How a stamp could be wrong, and the test that shows that it is not:
 *  - the wall clock jumps, and stamps do not follow:       WallClockTest.aJumpIsFollowedWithinTenMilliseconds
 *  - a moment lies far from the last reading:              WallClockTest.aMomentFarFromTheLastReadingIsNotReckonedFromIt
 *  - threads see a reading by halves:                      the offset is one word, and written before the time of its reading
 */
/** The time of day, read or reckoned from the moment of {@link System#nanoTime}. Safe for all threads; takes no lock and allocates nothing. */
final class WallClock {
    private static final long KEPT_NANOS = 10_000_000;
    private static final long NANOS = 1_000_000;

    private final LongSupplier wallMillis;
    private final LongSupplier nanos;
    private volatile long offset;
    private volatile long readAt;

    WallClock(LongSupplier wallMillis, LongSupplier nanos) {
        this.wallMillis = wallMillis;
        this.nanos = nanos;
        read();
    }

    /** Milliseconds since 1970-01-01T00:00Z. */
    long millis() {
        return wallMillis.getAsLong();
    }

    /** The same for a moment of {@link System#nanoTime} that has just been: less than a millisecond early, and 10 ms behind a jump. */
    long millis(long moment) {
        long since = moment - readAt;
        if (since > KEPT_NANOS || since < -KEPT_NANOS) {
            read();
        }
        return Math.floorDiv(moment + offset, NANOS);
    }

    private void read() {
        long now = nanos.getAsLong();
        offset = wallMillis.getAsLong() * NANOS - now;
        readAt = now;
    }
}
