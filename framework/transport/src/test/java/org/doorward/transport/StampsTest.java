package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.doorward.event.EventEncoder;
import org.junit.jupiter.api.Test;

class StampsTest {
    private final AtomicLong clock = new AtomicLong(1_750_000_000_000L);
    private final EventEncoder event = new EventEncoder();

    @Test
    void serialsBeginAtOneAndStampsAreTheClock() {
        Stamps stamps = new Stamps(clock::get);
        assertThat(stamps.last()).isZero();
        stamps.next(event);
        assertThat(event.serial()).isEqualTo(1);
        assertThat(event.stampMillis()).isEqualTo(1_750_000_000_000L);
        clock.addAndGet(5);
        stamps.next(event);
        assertThat(event.serial()).isEqualTo(2);
        assertThat(event.stampMillis()).isEqualTo(1_750_000_000_005L);
        assertThat(stamps.last()).isEqualTo(2);
    }

    @Test
    void aClockThatJumpsBackDoesNotTakeTheStampBack() {
        Stamps stamps = new Stamps(clock::get);
        clock.addAndGet(1000);
        stamps.next(event);
        clock.addAndGet(-3_600_000);
        stamps.next(event);
        assertThat(event.stampMillis()).isEqualTo(1_750_000_001_000L);
        assertThat(event.serial()).isEqualTo(2);
        clock.set(1_750_000_001_001L);
        stamps.next(event);
        assertThat(event.stampMillis()).isEqualTo(1_750_000_001_001L);
    }

    @Test
    void aClockThatJumpsFarAheadKeepsTheSerials() {
        Stamps stamps = new Stamps(clock::get);
        clock.set(Long.MAX_VALUE / 2);
        stamps.next(event);
        stamps.next(event);
        assertThat(event.serial()).isEqualTo(2);
    }

    @Test
    void afterARestartSerialsGoOnUnderTheClockAsItIsNow() {
        clock.set(1_750_000_000_000L);
        Stamps stamps = new Stamps(clock::get, 41);
        stamps.next(event);
        assertThat(event.serial()).isEqualTo(42);
        assertThat(event.stampMillis()).isEqualTo(1_750_000_000_000L);
    }

    @Test
    void serialsGoOnWhereTheLowPartEnds() {
        for (long before : new long[] {(1L << 23) - 3, (1L << 24) - 3, (1L << 40) - 3}) {
            Stamps stamps = new Stamps(clock::get, before);
            for (int i = 1; i < 10; i++) {
                stamps.next(event);
                assertThat(event.serial()).isEqualTo(before + i);
                assertThat(stamps.last()).isEqualTo(before + i);
            }
        }
    }

    /** The clock runs wild; four threads cross the end of the low part together, many times over. */
    @Test
    void noTwoThreadsGetASerialTwiceNorAStampOutOfOrder() throws InterruptedException {
        int threads = 4;
        int each = 2_000;
        for (int round = 0; round < 100; round++) {
            long before = (1L << 23) * (1 + round) - threads * each / 2;
            Stamps stamps = new Stamps(
                    () -> 1_750_000_000_000L + ThreadLocalRandom.current().nextInt(1_000_000), before);
            long[] stampOf = new long[threads * each];
            Thread[] running = new Thread[threads];
            for (int t = 0; t < threads; t++) {
                running[t] = new Thread(() -> {
                    EventEncoder mine = new EventEncoder();
                    for (int i = 0; i < each; i++) {
                        stamps.next(mine);
                        stampOf[(int) (mine.serial() - before - 1)] = mine.stampMillis();
                    }
                });
                running[t].start();
            }
            for (Thread thread : running) {
                thread.join();
            }
            assertThat(stampOf).doesNotContain(0).isSorted();
            assertThat(stamps.last()).isEqualTo(before + threads * each);
        }
    }
}
