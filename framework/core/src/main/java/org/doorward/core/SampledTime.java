package org.doorward.core;

import java.util.concurrent.atomic.LongAdder;

/** How long something takes, by a sample. Safe for all threads. */
final class SampledTime {
    private static final int EVERY = 64;

    private final LongAdder nanos = new LongAdder();
    private final LongAdder samples = new LongAdder();

    /** Whether the operation of this number belongs to the sample: the first one does. */
    static boolean takes(int number) {
        return number % EVERY == 0;
    }

    void add(long spent) {
        nanos.add(spent);
        samples.increment();
    }

    /** The mean in nanoseconds, -1 if there is none. */
    long mean() {
        long count = samples.sum();
        return count == 0 ? -1 : nanos.sum() / count;
    }
}
