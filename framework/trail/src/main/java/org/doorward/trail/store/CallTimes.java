package org.doorward.trail.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/*
 *   slots   | -50 s | -40 s | -30 s | -20 s | -10 s | now |     each with a row of counts; the next one takes the place of the oldest
 *   a row   0, 1, ... 15 us: one count each; from there on 16 counts for each doubling, up to 2^32 us: an error of at most 1/16
 *
 * Counts are of the same time or are not looked at: whoever reads takes a slot only if its number is the same before and after. What is
 * added meanwhile may be missing; it is in the next reading.
 *
 * HdrHistogram does this, too. It is 177 KB with a descriptor of its own, in the engine and once more in the console, which embeds this
 * package, for three numbers.
 */
/**
 * How long the calls of one kind took that returned in the last minute: a sliding window of six slots of ten seconds. One thread adds, at
 * the cost of an increment: no lock, nothing allocated. Any thread looks.
 */
final class CallTimes {
    private static final int SLOTS = 6;
    private static final long SLOT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int FINE_BITS = 4;
    private static final int FINE = 1 << FINE_BITS;
    private static final long LONGEST = (1L << 32) - 1;
    private static final int ROW = row(LONGEST) + 1;
    private static final long EMPTY = Long.MIN_VALUE;

    private final AtomicLongArray numbers = new AtomicLongArray(SLOTS);
    private final AtomicLongArray longest = new AtomicLongArray(SLOTS);
    private final AtomicIntegerArray counts = new AtomicIntegerArray(SLOTS * ROW);

    CallTimes() {
        for (int slot = 0; slot < SLOTS; slot++) {
            numbers.set(slot, EMPTY);
        }
    }

    /** A call took {@code spent} nanoseconds and has returned at {@code now}, of {@link System#nanoTime}. */
    void add(long spent, long now) {
        long number = Math.floorDiv(now, SLOT_NANOS);
        int slot = Math.floorMod(number, SLOTS);
        if (numbers.get(slot) != number) {
            begin(slot, number);
        }
        long micros = Math.max(0, Math.min(TimeUnit.NANOSECONDS.toMicros(spent), LONGEST));
        int place = slot * ROW + row(micros);
        counts.setRelease(place, counts.getPlain(place) + 1);
        if (micros > longest.getPlain(slot)) {
            longest.setRelease(slot, micros);
        }
    }

    private void begin(int slot, long number) {
        numbers.set(slot, EMPTY);
        for (int i = 0; i < ROW; i++) {
            counts.set(slot * ROW + i, 0);
        }
        longest.set(slot, 0);
        numbers.set(slot, number);
    }

    /** What the window holds at this moment, of {@link System#nanoTime}. */
    Latencies at(long now) {
        long newest = Math.floorDiv(now, SLOT_NANOS);
        long[] sum = new long[ROW];
        long count = 0;
        long max = 0;
        for (long number = newest - SLOTS + 1; number <= newest; number++) {
            int slot = Math.floorMod(number, SLOTS);
            if (numbers.get(slot) != number) {
                continue;
            }
            int[] row = new int[ROW];
            for (int i = 0; i < ROW; i++) {
                row[i] = counts.get(slot * ROW + i);
            }
            long most = longest.get(slot);
            if (numbers.get(slot) == number) {
                for (int i = 0; i < ROW; i++) {
                    sum[i] += row[i];
                    count += row[i];
                }
                max = Math.max(max, most);
            }
        }
        return count == 0
                ? Latencies.NONE
                : new Latencies(count, percentile(sum, count, 50, max), percentile(sum, count, 99, max), max);
    }

    /* The nearest rank; the upper end of its count, so that no figure is better than it was. */
    private static long percentile(long[] sum, long count, int percent, long max) {
        long rank = (count * percent + 99) / 100;
        int row = 0;
        for (long seen = sum[0]; seen < rank; seen += sum[row]) {
            row++;
        }
        return Math.min(upperEnd(row), max);
    }

    private static int row(long micros) {
        if (micros < FINE) {
            return (int) micros;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - FINE_BITS;
        return ((shift + 1) << FINE_BITS) + (int) (micros >>> shift) - FINE;
    }

    private static long upperEnd(int row) {
        if (row < FINE) {
            return row;
        }
        int shift = (row >> FINE_BITS) - 1;
        return ((FINE + (row & FINE - 1) + 1L) << shift) - 1;
    }
}
