package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.doorward.audit.Lane;
import org.doorward.control.LossReason;
import org.doorward.event.Commit;
import org.doorward.event.EventEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many producers, small limits, a sink that is held up. */
class TransportLoadTest {
    /** Defaults without quotas: one account may use all of the backlog. */
    private static TransportSettings whole() {
        return TransportSettings.defaults().withBundleBacklogShare(100);
    }

    private Account app() {
        return transport.account("org.example.noisy:1.0.0", "org.example.noisy");
    }

    private final MemorySink sink = new MemorySink();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicLong wall = new AtomicLong(1_750_000_000_000L);
    private final List<Thread> threads = new ArrayList<>();
    private Transport transport;

    private void transport(TransportSettings settings) {
        transport = new Transport(settings, sink, (message, cause) -> {}, wall::get, System::nanoTime);
    }

    private interface Work {
        void run() throws Exception;
    }

    private void thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        threads.add(thread);
        thread.start();
    }

    private void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failure.get()).isNull();
    }

    @AfterEach
    void theLedgerIsExact() {
        transport.close();
        LedgerAssert.exact(transport.status(), sink);
    }

    @Test
    void noReliableEventWithAReservationIsLostWhileBothLanesOverflow() throws Exception {
        transport(whole().withBacklogLimit(64)
                .withBacklogLimitBytes(1 << 20)
                .withRateLimit(200_000)
                .withBacklogWaitTimeMillis(600_000));
        sink.appendGate = new Semaphore(0);
        transport.start();
        AtomicInteger reserved = new AtomicInteger();
        AtomicBoolean clockRuns = new AtomicBoolean(true);
        for (int t = 0; t < 4; t++) {
            int seed = t;
            thread(() -> {
                Random random = new Random(seed);
                EventEncoder event = new EventEncoder();
                for (int i = 0; i < 2_000; i++) {
                    Reserve purpose = Reserve.values()[random.nextInt(3)];
                    int bytes = 300 + random.nextInt(8_000);
                    int held = transport.reserve(bytes, purpose, app());
                    assertThat(held).isEqualTo(bytes);
                    if (random.nextInt(10) == 0) {
                        transport.release(held, purpose, app());
                        continue;
                    }
                    Events.into(event, Lane.RELIABLE, random.nextInt(bytes - 200));
                    assertThat(transport.emit(
                                    event, held, purpose, app(), random.nextInt(50) == 0 ? Commit.EXIT : Commit.NONE))
                            .isTrue();
                    reserved.incrementAndGet();
                }
            });
            thread(() -> {
                EventEncoder event = new EventEncoder();
                for (int i = 0; i < 20_000; i++) {
                    transport.emit(Events.into(event, Lane.LOSSY, 0), 0, Reserve.OPERATION, app(), Commit.NONE);
                }
            });
        }
        Thread clock = new Thread(() -> {
            Random random = new Random(1);
            while (clockRuns.get()) {
                wall.addAndGet(random.nextInt(20) - 9); // back as often as not
                transport.setBacklogLimit(32 + random.nextInt(64));
                Thread.onSpinWait();
            }
        });
        clock.start();
        Awaitility.await()
                .until(() -> transport.status().lost(Lane.LOSSY, LossReason.BACKLOG) > 0
                        && transport.status().backlogWaits() > 0);
        sink.appendGate.release(Integer.MAX_VALUE / 2);
        join();
        clockRuns.set(false);
        clock.join();
        transport.close();
        TransportStatus status = transport.status();
        assertThat(status.lost(Lane.RELIABLE)).isZero();
        long facts = LedgerAssert.losses(sink).size();
        assertThat(status.written(Lane.RELIABLE)).isEqualTo(reserved.get() + facts);
        assertThat(status.lost(Lane.LOSSY)).isPositive();
        assertThat(status.backlogHighWater()).isLessThanOrEqualTo(96);
        LedgerAssert.told(status, sink);
        theFactsCountTheGaps();
    }

    /** One reason at a time per interval is not given here; but all intervals together hold each gap, and each count fits its interval. */
    private void theFactsCountTheGaps() {
        List<LedgerAssert.Loss> losses = LedgerAssert.losses(sink);
        java.util.TreeSet<Long> serials = new java.util.TreeSet<>();
        sink.kept().forEach(e -> serials.add(e.serial));
        for (LedgerAssert.Loss loss : losses) {
            long missing = loss.last()
                    - loss.first()
                    + 1
                    - serials.subSet(loss.first(), true, loss.last(), true).size();
            assertThat(loss.count()).isBetween(1L, missing);
            assertThat(serials).doesNotContain(loss.first(), loss.last());
        }
        for (LedgerAssert.Loss one : losses) {
            for (LedgerAssert.Loss other : losses) {
                if (one != other
                        && one.lane().equals(other.lane())
                        && one.reason().equals(other.reason())) {
                    assertThat(one.last() < other.first() || other.last() < one.first())
                            .as("%s and %s", one, other)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void theCountOfARecordIsExactlyWhatIsMissingBetweenItsSerials() throws Exception {
        transport(whole().withBacklogLimit(64).withBacklogWaitTimeMillis(600_000));
        sink.appendGate = new Semaphore(0);
        transport.start();
        for (int t = 0; t < 4; t++) {
            thread(() -> {
                EventEncoder event = new EventEncoder();
                for (int i = 0; i < 50_000; i++) {
                    transport.emit(Events.into(event, Lane.LOSSY, 0), 0, Reserve.OPERATION, app(), Commit.NONE);
                    sink.appendGate.release(i % 5 == 0 ? 1 : 0);
                }
            });
        }
        join();
        sink.appendGate.release(1_000_000);
        transport.close();
        java.util.TreeSet<Long> serials = new java.util.TreeSet<>();
        sink.kept().forEach(e -> serials.add(e.serial));
        assertThat(LedgerAssert.losses(sink))
                .isNotEmpty()
                .allSatisfy(loss -> assertThat(loss.count())
                        .isEqualTo(loss.last()
                                - loss.first()
                                + 1
                                - serials.subSet(loss.first(), true, loss.last(), true)
                                        .size()));
    }

    @Test
    void closeUnderLoadLosesNothingUncounted() throws Exception {
        transport(whole().withBacklogWaitTimeMillis(600_000));
        transport.start();
        AtomicLong kept = new AtomicLong();
        AtomicBoolean closed = new AtomicBoolean();
        for (int t = 0; t < 4; t++) {
            Commit commit = t == 0 ? Commit.EXIT : Commit.NONE;
            Lane lane = t == 1 ? Lane.LOSSY : Lane.RELIABLE;
            thread(() -> {
                EventEncoder event = new EventEncoder();
                while (!closed.get()) {
                    int held = transport.reserve(4096, Reserve.OPERATION, app());
                    if (transport.emit(Events.into(event, lane, 0), held, Reserve.OPERATION, app(), commit)) {
                        kept.incrementAndGet();
                    }
                }
            });
        }
        Awaitility.await().until(() -> transport.status().written(Lane.RELIABLE) > 1000);
        transport.close();
        long written = sink.kept().size();
        closed.set(true);
        join();
        assertThat(kept.get()).isEqualTo(written - LedgerAssert.losses(sink).size());
        assertThat(sink.kept()).as("nothing is written after close").hasSize((int) written);
    }
}
