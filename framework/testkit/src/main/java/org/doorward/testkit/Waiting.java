package org.doorward.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads do. */
final class Waiting {
    private static final long LOOK_NANOS = 5_000_000;

    private Waiting() {}

    /**
     * Looks until the condition holds, at least once.
     *
     * @param otherwise the message if it does not; asked for then only
     * @throws AssertionError after {@code limit}, or when the thread is interrupted, whose flag stays set
     */
    static void until(Duration limit, BooleanSupplier condition, Supplier<String> otherwise) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting: " + otherwise.get());
            }
            if (System.nanoTime() - end >= 0) {
                throw new AssertionError("after " + limit.toMillis() + " ms: " + otherwise.get());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
