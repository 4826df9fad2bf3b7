package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.doorward.event.EventEncoder;
import org.junit.jupiter.api.Test;

class WallClockTest {
    private static final long MILLI = 1_000_000;

    private final AtomicLong wall = new AtomicLong(1_750_000_000_000L);
    private final AtomicLong nanos = new AtomicLong(-5_000 * MILLI); // nanoTime may begin anywhere
    private final WallClock clock = new WallClock(wall::get, nanos::get);

    private void pass(long millis) {
        wall.addAndGet(millis);
        nanos.addAndGet(millis * MILLI);
    }

    @Test
    void aMomentIsReckonedFromTheLastReading() {
        pass(7);

        assertThat(clock.millis(nanos.get())).isEqualTo(1_750_000_000_007L);
        assertThat(clock.millis(nanos.get() - 3 * MILLI)).isEqualTo(1_750_000_000_004L);
    }

    @Test
    void aJumpIsFollowedWithinTenMilliseconds() {
        wall.addAndGet(3_600_000);
        pass(10);
        assertThat(clock.millis(nanos.get())).as("reckoned").isEqualTo(1_750_000_000_010L);
        pass(1);

        assertThat(clock.millis(nanos.get())).isEqualTo(1_750_003_600_011L);
    }

    @Test
    void aMomentFarFromTheLastReadingIsNotReckonedFromIt() {
        long early = nanos.get();
        pass(60_000);
        wall.addAndGet(-50_000); // an hour in which the machine slept is none of nanoTime's
        assertThat(clock.millis(nanos.get())).isEqualTo(1_750_000_010_000L);
        assertThat(clock.millis(early)).isEqualTo(1_749_999_950_000L);
    }

    @Test
    void anEventIsStampedWithItsMomentAndWithoutOneWithTheTimeOfDay() {
        Stamps stamps = new Stamps(clock, 0);
        EventEncoder event = new EventEncoder();
        pass(5);
        event.moment(nanos.get() - 2 * MILLI);
        stamps.next(event);
        assertThat(event.stampMillis()).isEqualTo(1_750_000_000_003L);

        wall.addAndGet(1_000);
        stamps.next(new EventEncoder());
        EventEncoder other = new EventEncoder();
        stamps.next(other);
        assertThat(other.stampMillis()).isEqualTo(1_750_000_001_005L);
    }
}
