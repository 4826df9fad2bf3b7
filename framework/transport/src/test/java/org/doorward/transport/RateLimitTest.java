package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final RateLimit limit = new RateLimit(nanos::get);
    private int perSecond = 100;

    private int admitted(int tries) {
        int count = 0;
        for (int i = 0; i < tries; i++) {
            count += limit.admit(perSecond) ? 1 : 0;
        }
        return count;
    }

    @Test
    void aSecondsWorthIsAdmittedAtOnceAndTheRestAtTheRate() {
        assertThat(admitted(1000)).isEqualTo(100);
        for (int i = 0; i < 50; i++) {
            nanos.addAndGet(10_000_000);
            assertThat(admitted(10)).isEqualTo(1);
        }
    }

    @Test
    void whatWasNotUsedIsKeptForOneSecondOnly() {
        nanos.addAndGet(3_600_000_000_000L);
        assertThat(admitted(1000)).isEqualTo(100);
    }

    @Test
    void zeroIsNoLimitAndALimitMaySetWhileRunning() {
        perSecond = 0;
        assertThat(admitted(1000)).isEqualTo(1000);
        perSecond = 10;
        assertThat(admitted(1000)).isEqualTo(10);
    }
}
