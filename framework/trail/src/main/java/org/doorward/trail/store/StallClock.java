package org.doorward.trail.store;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Since when a call of the disk has not returned. The drain's thread begins and ends calls; any thread may look. A call that is slower than
 * the limit is a stall: others see it while it hangs, and it is told when it has returned.
 */
final class StallClock {
    private static final long IDLE = Long.MIN_VALUE;

    private final LongSupplier nanos;
    private final LongConsumer stalled;
    private volatile long since = IDLE;
    private volatile long limitNanos;

    /** {@code stalled}: takes the milliseconds that a slow call took, on the thread that made it. */
    StallClock(LongSupplier nanos, LongConsumer stalled) {
        this.nanos = nanos;
        this.stalled = stalled;
    }

    void limit(long nanosAtMost) {
        limitNanos = nanosAtMost;
    }

    void begin() {
        since = nanos.getAsLong();
    }

    void end() {
        end(null);
    }

    /** The same, for a call whose time is of interest. */
    void end(CallTimes times) {
        long now = nanos.getAsLong();
        long waited = now - since;
        since = IDLE;
        if (times != null) {
            times.add(waited, now);
        }
        if (waited >= limitNanos) {
            stalled.accept(TimeUnit.NANOSECONDS.toMillis(waited));
        }
    }

    /** For how long a call has been hanging that is over the limit already, in milliseconds; 0 = none. */
    long stalledMillis() {
        long begun = since;
        if (begun == IDLE) {
            return 0;
        }
        long waited = nanos.getAsLong() - begun;
        return waited < limitNanos ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(waited));
    }
}
