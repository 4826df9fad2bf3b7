package org.doorward.itest.benchmarks.delivery;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * An open loop: calls begin by a clock, whether the one before was quick or not; one that is late begins at once. What is recorded is the
 * time of the call alone, which is what its caller pays; how late it began is recorded beside it.
 */
final class Pace {
    private final long perSecond;
    /** Nanoseconds of each call, clock included. */
    final Histogram cost = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    /** Nanoseconds that each began behind its time. */
    final Histogram late = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);

    Pace(long perSecond) {
        this.perSecond = perSecond;
    }

    /** So many calls. */
    void run(long calls, Runnable call) {
        long start = System.nanoTime();
        long second = TimeUnit.SECONDS.toNanos(1);
        for (long i = 0; i < calls; i++) {
            long due = start + i * second / perSecond;
            long before = System.nanoTime();
            while (before < due) {
                Thread.onSpinWait();
                before = System.nanoTime();
            }
            call.run();
            long after = System.nanoTime();
            cost.recordValue(after - before);
            late.recordValue(before - due);
        }
    }
}
