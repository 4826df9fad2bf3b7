package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BacklogPropertyTest {
    private static final int CAPACITY = 4096;

    /** Positive: an event of that length goes in, if there is room. Negative: so many come out. */
    @Property(tries = 500)
    void theRingIsAQueueOfBytes(@ForAll @Size(max = 300) List<@IntRange(min = -8, max = 1500) Integer> steps) {
        Backlog backlog = new Backlog(CAPACITY);
        ArrayDeque<byte[]> model = new ArrayDeque<>();
        Random random = new Random(steps.hashCode());
        int used = 0;
        long serial = 0;
        for (int step : steps) {
            if (step > 0 && used + Backlog.charge(step) <= CAPACITY) {
                byte[] event = new byte[step];
                random.nextBytes(event);
                backlog.publish(backlog.claim(step), event, step, step ^ 7, ++serial);
                model.add(event);
                used += Backlog.charge(step);
            }
            for (int i = step; i < 0 && !model.isEmpty(); i++) {
                used -= Backlog.charge(takeAndCompare(backlog, model.remove(), serial - model.size()));
            }
            backlog.free();
        }
        while (!model.isEmpty()) {
            takeAndCompare(backlog, model.remove(), serial - model.size());
        }
        assertThat(backlog.isEmpty()).isTrue();
        backlog.free();
        assertThat(backlog.next()).isZero();
    }

    private static int takeAndCompare(Backlog backlog, byte[] expected, long serial) {
        assertThat(backlog.next()).isEqualTo(expected.length);
        assertThat(backlog.mark()).isEqualTo(expected.length ^ 7);
        assertThat(backlog.serial()).isEqualTo(serial);
        byte[] event = new byte[expected.length];
        backlog.copy(event, event.length);
        assertThat(event).isEqualTo(expected);
        backlog.advance(event.length);
        return event.length;
    }

    /** Producers of different sizes; a semaphore of 16-byte units stands for the credits. Each event carries who, which, and a check. */
    @Property(tries = 10)
    void manyProducersLoseNothingAndMixNothing(@ForAll @IntRange(min = 2, max = 6) int producers, @ForAll long seed)
            throws InterruptedException {
        int each = 5_000;
        Backlog backlog = new Backlog(CAPACITY);
        Semaphore credits = new Semaphore(CAPACITY / 16);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread[] threads = new Thread[producers];
        for (int p = 0; p < producers; p++) {
            byte who = (byte) p;
            threads[p] = new Thread(() -> {
                Random random = new Random(seed + who);
                for (int i = 0; i < each; i++) {
                    int length = 1 + random.nextInt(400);
                    byte[] event = new byte[length];
                    java.util.Arrays.fill(event, (byte) (who ^ i));
                    credits.acquireUninterruptibly(Backlog.charge(length) / 16);
                    backlog.publish(backlog.claim(length), event, length, who, i);
                }
            });
            threads[p].setUncaughtExceptionHandler((t, e) -> failure.set(e));
            threads[p].start();
        }
        long[] next = new long[producers];
        byte[] event = new byte[CAPACITY];
        for (int i = 0; i < producers * each; ) {
            int length = backlog.next();
            if (length == 0) {
                Thread.onSpinWait();
                assertThat(failure.get()).isNull();
                continue;
            }
            int who = backlog.mark();
            long serial = backlog.serial();
            backlog.copy(event, length);
            backlog.advance(length);
            backlog.free();
            credits.release(Backlog.charge(length) / 16);
            assertThat(serial).isEqualTo(next[who]++);
            for (int b = 0; b < length; b++) {
                if (event[b] != (byte) (who ^ serial)) {
                    throw new AssertionError(
                            "byte " + b + " of event " + serial + " of producer " + who + ": " + event[b]);
                }
            }
            i++;
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(backlog.isEmpty()).isTrue();
    }
}
