package org.doorward.transport;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.doorward.event.EventEncoder;

/**
 * Stamp and serial, taken together: for any two events, the one with the higher serial never has the lower stamp, whatever the wall
 * clock does meanwhile and whichever thread was stopped in between. All threads; no lock, no allocation.
 *
 * <pre>
 *   word:   | 40 bits: ms since the start | 1 bit: parity of high | 23 bits: serial, low part |
 *   serial = high &lt;&lt; 23 | low
 * </pre>
 *
 * <p>One compare-and-set on the word orders all events (34 years are room enough). {@code high} is behind the word by at most one: who
 * finds the parity unequal helps to raise it before going on. It cannot get ahead, because a helper reads the word again after high.
 */
final class Stamps {
    private static final int LOW_BITS = 23;
    private static final long LOW = (1L << LOW_BITS) - 1;
    private static final int CLOCK_SHIFT = LOW_BITS + 1;
    private static final long CLOCK_MAXIMUM = (1L << 40) - 1;

    private final WallClock clock;
    private final long base;
    private final AtomicLong high = new AtomicLong();
    private final Backlog.PaddedLong word = new Backlog.PaddedLong();

    Stamps(LongSupplier wallMillis) {
        this(wallMillis, 0);
    }

    Stamps(LongSupplier wallMillis, long last) {
        this(new WallClock(wallMillis, System::nanoTime), last);
    }

    /**
     * Goes on after the event of serial {@code last}. The stamp of that event does not matter: a trail that was written once under a clock
     * that was years ahead must not keep all that come after it there.
     */
    Stamps(WallClock clock, long last) {
        this.clock = clock;
        this.base = clock.millis();
        high.set(last >>> LOW_BITS);
        word.getAndAdd(((last >>> LOW_BITS) & 1) << LOW_BITS | last & LOW);
    }

    /** Stamps the event: with its moment, or that of now. */
    void next(EventEncoder event) {
        long millis = event.hasMoment() ? clock.millis(event.moment()) : clock.millis();
        long now = Math.min(millis - base, CLOCK_MAXIMUM);
        while (true) {
            long seen = word.get();
            long upper = high.get();
            if (((upper ^ seen >>> LOW_BITS) & 1) != 0) {
                if (word.get() == seen) {
                    high.compareAndSet(upper, upper + 1);
                }
                continue;
            }
            long low = (seen & LOW) + 1;
            long serialUpper = upper + (low >>> LOW_BITS);
            long time = Math.max(now, seen >>> CLOCK_SHIFT);
            low &= LOW;
            if (word.compareAndSet(seen, time << CLOCK_SHIFT | (serialUpper & 1) << LOW_BITS | low)) {
                if (serialUpper != upper) {
                    high.compareAndSet(upper, serialUpper);
                }
                event.stamp(base + time, serialUpper << LOW_BITS | low);
                return;
            }
            Thread.onSpinWait();
        }
    }

    /** The serial of the last event; 0 before the first. */
    long last() {
        while (true) {
            long seen = word.get();
            long upper = high.get();
            if (((upper ^ seen >>> LOW_BITS) & 1) == 0 && word.get() == seen) {
                return upper << LOW_BITS | seen & LOW;
            }
            if (word.get() == seen) {
                high.compareAndSet(upper, upper + 1);
            }
        }
    }
}
