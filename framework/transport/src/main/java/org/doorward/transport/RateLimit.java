package org.doorward.transport;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket that holds one second's worth, on a monotonic clock. Kept as the time at which the bucket will be full again (GCRA), so
 * that one compare-and-set decides. All threads; no lock, no allocation.
 */
final class RateLimit {
    static final int MAXIMUM = 1_000_000;
    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanos;
    private final long origin;
    private final AtomicLong full = new AtomicLong();

    RateLimit(LongSupplier nanos) {
        this.nanos = nanos;
        this.origin = nanos.getAsLong();
    }

    /**
     * Takes a token; false if there is none.
     *
     * @param perSecond the limit now; 0 = none. What was used under another one counts on
     */
    boolean admit(int perSecond) {
        if (perSecond == 0) {
            return true;
        }
        long token = SECOND / perSecond;
        long now = nanos.getAsLong() - origin;
        while (true) {
            long seen = full.get();
            long next = Math.max(seen, now) + token;
            if (next - now > SECOND) {
                return false;
            }
            if (full.compareAndSet(seen, next)) {
                return true;
            }
        }
    }
}
