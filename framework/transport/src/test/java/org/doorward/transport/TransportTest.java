package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.doorward.audit.Lane;
import org.doorward.control.FailureMode;
import org.doorward.control.LossReason;
import org.doorward.event.Commit;
import org.doorward.event.EventLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransportTest {
    /** Defaults without quotas: one account may use all of the backlog. */
    private static TransportSettings whole() {
        return TransportSettings.defaults().withBundleBacklogShare(100);
    }

    private Account app() {
        return transport.account("org.example.noisy:1.0.0", "org.example.noisy");
    }

    private final MemorySink sink = new MemorySink();
    private final List<String> errors = new ArrayList<>();
    private Transport transport;
    private boolean everyLossIsTold = true;

    private Transport transport(TransportSettings settings) {
        transport = new Transport(settings, sink, (message, cause) -> {
            synchronized (errors) {
                errors.add(message);
            }
        });
        return transport;
    }

    private static TransportSettings settings() {
        return whole().withBacklogWaitTimeMillis(0);
    }

    @AfterEach
    void theLedgerIsExactAndEveryLossIsTold() {
        transport.close();
        LedgerAssert.exact(transport.status(), sink);
        if (everyLossIsTold) {
            LedgerAssert.told(transport.status(), sink);
        }
    }

    private boolean emit(Lane lane) {
        return transport.emit(Events.of(lane), 0, Reserve.OPERATION, app(), Commit.NONE);
    }

    @Test
    void everyEventOfBothLanesReachesTheSinkInOrder() {
        transport(settings()).start();
        for (int i = 0; i < 100; i++) {
            assertThat(emit(i % 2 == 0 ? Lane.RELIABLE : Lane.LOSSY)).isTrue();
        }
        assertThat(transport.sync()).isTrue();
        assertThat(sink.kept())
                .extracting(e -> e.serial)
                .containsExactlyElementsOf(
                        java.util.stream.LongStream.rangeClosed(1, 100).boxed().toList());
        assertThat(transport.status().written(Lane.RELIABLE)).isEqualTo(50);
        assertThat(transport.status().written(Lane.LOSSY)).isEqualTo(50);
    }

    @Test
    void lossyEventsGiveWayFirst() {
        transport(settings().withBacklogLimit(100));
        int lossy = 0;
        while (emit(Lane.LOSSY)) {
            lossy++;
        }
        int reliable = 0;
        while (emit(Lane.RELIABLE)) {
            reliable++;
        }
        assertThat(lossy)
                .isEqualTo(
                        35); // operations: 100 - 25 unbounded - 6 denials = 69, of which 34 are kept for the reliable
        // lane
        assertThat(reliable).isEqualTo(34);
        assertThat(transport.status().lost(Lane.LOSSY, LossReason.BACKLOG)).isEqualTo(1);
        assertThat(transport.status().backlog()).isEqualTo(69);
        assertThat(transport.status().backlogHighWater()).isEqualTo(69);
    }

    /** The wall clock is for stamps alone. */
    @Test
    void aClockThatJumpsByHoursAndYearsNeitherOpensNorStallsTheLimiterNorBreaksTheOrder() {
        AtomicLong wall = new AtomicLong(1_750_000_000_000L);
        AtomicLong nanos = new AtomicLong();
        long hour = 3_600_000;
        long tenYears = 3653 * 24 * hour;
        transport = new Transport(settings().withRateLimit(100), sink, (message, cause) -> {}, wall::get, nanos::get);
        transport.start();
        int kept = 0;
        for (long jump : new long[] {hour, -hour, -hour, hour, tenYears, -tenYears, -tenYears, tenYears}) {
            for (int i = 0; i < 100; i++) {
                wall.addAndGet(i % 2 == 0 ? jump : -jump);
                kept += emit(Lane.LOSSY) ? 1 : 0;
            }
            wall.addAndGet(jump);
        }
        assertThat(kept).as("none more while the monotonic clock stands").isEqualTo(100);
        for (int i = 0; i < 50; i++) {
            nanos.addAndGet(10_000_000);
            wall.addAndGet(i % 2 == 0 ? -tenYears : tenYears);
            assertThat(emit(Lane.LOSSY)).as("one in ten milliseconds").isTrue();
        }
        nanos.addAndGet(3_000_000_000L); // a window, so that the drain tells the losses
    }

    @Test
    void denialsAndUnboundedOperationsHaveRoomOfTheirOwn() {
        transport(settings().withBacklogLimit(100));
        assertThat(fill(Reserve.OPERATION)).isEqualTo(69);
        assertThat(fill(Reserve.DENIAL)).isEqualTo(6);
        assertThat(fill(Reserve.UNBOUNDED)).isEqualTo(25);
        assertThat(transport.status().reservedEvents()).isEqualTo(100);
        release(69, Reserve.OPERATION);
        release(6, Reserve.DENIAL);
        assertThat(fill(Reserve.OPERATION)).isEqualTo(69);
        release(69, Reserve.OPERATION);
        release(25, Reserve.UNBOUNDED);
    }

    private int fill(Reserve purpose) {
        int count = 0;
        while (transport.reserve(4096, purpose, app()) != 0) {
            count++;
        }
        return count;
    }

    private void release(int count, Reserve purpose) {
        for (int i = 0; i < count; i++) {
            transport.release(4096, purpose, app());
        }
    }

    @Test
    void whatIsReservedIsKeptAlthoughTheBacklogIsFull() {
        transport(settings().withBacklogLimit(100));
        int held = transport.reserve(4096, Reserve.OPERATION, app());
        while (emit(Lane.RELIABLE)) {}
        assertThat(transport.emit(Events.of(Lane.RELIABLE), held, Reserve.OPERATION, app(), Commit.NONE))
                .isTrue();
        assertThat(transport.status().lost(Lane.RELIABLE, LossReason.BACKLOG)).isEqualTo(1);
    }

    @Test
    void theRoomOfAnEntryAndOfItsEndIsTakenAtOnceOrNotAtAll() {
        transport(settings().withBacklogLimit(100).withBacklogWaitTimeMillis(0));
        int one = transport.reserve(4096, Reserve.OPERATION, app());
        int count = 0;
        while (transport.reserve(500, 4096, Reserve.OPERATION, app())) {
            count++;
        }
        assertThat(transport.status().reservedEvents()).isEqualTo(2 * count + 1L);
        int last = transport.reserve(4096, Reserve.OPERATION, app());
        if (last == 0) { // an even number was left: give one back, which is too little for two
            transport.release(one, Reserve.OPERATION, app());
            one = 0;
        }

        assertThat(transport.reserve(500, 4096, Reserve.OPERATION, app())).isFalse();

        transport.release(one, Reserve.OPERATION, app());
        transport.release(last, Reserve.OPERATION, app());
        release(count, Reserve.OPERATION);
        for (int i = 0; i < count; i++) {
            transport.release(500, Reserve.OPERATION, app());
        }
        assertThat(transport.status().reservedBytes()).isZero();
        assertThatThrownBy(() -> transport.reserve(0, 10, Reserve.OPERATION, app()))
                .hasMessageContaining("entry=[0]");
    }

    @Test
    void anEventLargerThanItsReservationTakesTheDifferenceOrIsLost() {
        transport(settings().withBacklogLimitBytes(1 << 20));
        int held = transport.reserve(4096, Reserve.OPERATION, app());
        assertThat(transport.emit(Events.of(Lane.RELIABLE, 100_000), held, Reserve.OPERATION, app(), Commit.NONE))
                .isTrue();
        int second = transport.reserve(4096, Reserve.OPERATION, app());
        while (transport.emit(Events.of(Lane.RELIABLE, 100_000), 0, Reserve.OPERATION, app(), Commit.NONE)) {}
        assertThat(transport.emit(Events.of(Lane.RELIABLE, 200_000), second, Reserve.OPERATION, app(), Commit.NONE))
                .isFalse();
        assertThat(transport.status().lost(Lane.RELIABLE, LossReason.BACKLOG)).isEqualTo(2);
    }

    @Test
    void eventsOfAnySizeUpToTheMaximumGoThroughUnchanged() {
        transport(settings().withBacklogLimitBytes(1 << 20)).start();
        for (int size = 100; size < EventLayout.MAXIMUM - 40_000; size += 7_919) {
            org.doorward.event.EventEncoder event = Events.of(Lane.RELIABLE, size);
            int held = transport.reserve(event.length(), Reserve.OPERATION, app());
            assertThat(transport.emit(event, held, Reserve.OPERATION, app(), Commit.EXIT))
                    .isTrue();
            List<MemorySink.Kept> kept = sink.kept();
            assertThat(kept.get(kept.size() - 1).bytes)
                    .isEqualTo(java.util.Arrays.copyOf(event.array(), event.length()));
        }
    }

    @Test
    void whatIsOverTheRateLimitIsLostAndTheReliableLaneIsNot() {
        transport(settings().withRateLimit(10));
        for (int i = 0; i < 1000; i++) {
            emit(Lane.LOSSY);
            assertThat(emit(Lane.RELIABLE)).isTrue();
        }
        TransportStatus status = transport.status();
        assertThat(status.lost(Lane.LOSSY, LossReason.RATE)).isPositive().isEqualTo(status.lost(Lane.LOSSY));
        assertThat(status.emitted(Lane.LOSSY) - status.lost(Lane.LOSSY))
                .as("one second's worth at least")
                .isGreaterThanOrEqualTo(10);
        assertThat(status.lost(Lane.RELIABLE)).isZero();
    }

    @Test
    void theDrainDoesNotWaitForItself() {
        transport(settings());
        List<Object> answers = java.util.Collections.synchronizedList(new ArrayList<>());
        sink.appendFault = n -> {
            if (n == 1) {
                answers.add(transport.sync());
                answers.add(transport.emit(Events.of(Lane.RELIABLE), 0, Reserve.OPERATION, app(), Commit.EXIT));
                transport.close();
                answers.add("closing");
            }
            return null;
        };
        transport.start();
        emit(Lane.RELIABLE);
        org.awaitility.Awaitility.await().until(() -> answers.size() == 3);
        transport.close();
        assertThat(answers).containsExactly(false, true, "closing");
        assertThat(transport.status().written(Lane.RELIABLE)).isEqualTo(2);
    }

    @Test
    void lossesOfAWindowAreToldInOneRecordThatCountsTheGaps() {
        transport(settings().withBacklogLimit(100));
        while (emit(Lane.LOSSY)) {}
        for (int i = 0; i < 41; i++) {
            emit(Lane.LOSSY);
        }
        transport.close();
        assertThat(LedgerAssert.losses(sink)).singleElement().satisfies(loss -> {
            assertThat(loss.count()).isEqualTo(42);
            assertThat(loss.first()).isEqualTo(36);
            assertThat(loss.last()).isEqualTo(77);
            assertThat(loss.reason()).isEqualTo("backlog");
            assertThat(loss.lane()).isEqualTo("lossy");
            assertThat(loss.bundle()).isEqualTo("org.example.noisy");
        });
        assertThat(errors).containsExactly("lost [42] events of lane [lossy], reason [backlog], serials [36] to [77]");
    }

    @Test
    void aFailedSyncLosesWhatItCoveredAndTellsTheOneWhoWaits() {
        transport(settings()).start();
        sink.syncFault = n -> n == 1 ? new IOException("I/O error") : null;
        assertThat(transport.emit(Events.of(Lane.RELIABLE), 0, Reserve.OPERATION, app(), Commit.EXIT))
                .isFalse();
        assertThat(transport.emit(Events.of(Lane.RELIABLE), 0, Reserve.OPERATION, app(), Commit.EXIT))
                .isTrue();
        assertThat(transport.status().lost(Lane.RELIABLE, LossReason.DISK)).isEqualTo(1);
        assertThat(transport.status().written(Lane.RELIABLE)).isEqualTo(1);
    }

    @Test
    void failureModeDenyRefusesWhileTheSinkFailsAndNoLonger() {
        transport(settings().withFailureMode(FailureMode.DENY)).start();
        sink.syncFault = n -> n == 1 ? new IOException("I/O error") : null;
        assertThat(transport.emit(Events.of(Lane.RELIABLE), 0, Reserve.OPERATION, app(), Commit.EXIT))
                .isFalse();
        assertThat(transport.refusing()).isTrue();
        assertThat(transport.reserve(4096, Reserve.OPERATION, app())).isZero();
        assertThat(transport.reserve(4096, Reserve.DENIAL, app())).isEqualTo(4096);
        transport.release(4096, Reserve.DENIAL, app());
        org.awaitility.Awaitility.await().until(() -> !transport.refusing()); // the record of the loss is the probe
        int held = transport.reserve(4096, Reserve.OPERATION, app());
        assertThat(held).isEqualTo(4096);
        transport.release(held, Reserve.OPERATION, app());
    }

    @Test
    void whatIsEmittedAfterCloseIsLostAndCounted() {
        transport(settings()).start();
        int held = transport.reserve(4096, Reserve.OPERATION, app());
        emit(Lane.RELIABLE);
        transport.close();
        assertThat(transport.emit(Events.of(Lane.RELIABLE), held, Reserve.OPERATION, app(), Commit.EXIT))
                .isFalse();
        assertThat(transport.reserve(4096, Reserve.OPERATION, app())).isZero();
        assertThat(transport.sync()).isFalse();
        TransportStatus status = transport.status();
        assertThat(status.written(Lane.RELIABLE)).isEqualTo(1);
        assertThat(status.lost(Lane.RELIABLE, LossReason.BACKLOG)).isEqualTo(1);
        everyLossIsTold = false; // the trail is closed by then
    }

    @Test
    void resetLostReturnsWhatWasLostAndTheLedgerGoesOn() {
        transport(settings().withBacklogLimit(100));
        while (emit(Lane.LOSSY)) {}
        assertThat(transport.resetLost()).isEqualTo(1);
        assertThat(transport.status().lost()).isZero();
        emit(Lane.LOSSY);
        assertThat(transport.resetLost()).isEqualTo(1);
        assertThat(transport.status().lost(Lane.LOSSY)).isEqualTo(2);
    }

    @Test
    void manyCallersShareOneSync() throws InterruptedException {
        sink.syncGate = new Semaphore(0);
        transport(settings()).start();
        int callers = 64;
        List<Thread> threads = new ArrayList<>();
        java.util.concurrent.atomic.AtomicInteger acknowledged = new java.util.concurrent.atomic.AtomicInteger();
        Runnable emission = () -> {
            if (transport.emit(Events.of(Lane.RELIABLE), 0, Reserve.OPERATION, app(), Commit.EXIT)) {
                acknowledged.incrementAndGet();
            }
        };
        for (int i = 0; i < callers; i++) {
            threads.add(new Thread(emission));
            threads.get(i).start();
            if (i == 0) {
                org.awaitility.Awaitility.await().until(() -> sink.waitingForSync.get() == 1);
            }
        }
        // All wait: each has published, whatever stopped it on the way, so that the second sync covers all that the
        // first did not.
        org.awaitility.Awaitility.await()
                .until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        assertThat(transport.status().backlog()).isEqualTo(callers - 1);
        assertThat(acknowledged).as("no acknowledgement before a sync returned").hasValue(0);
        sink.syncGate.release(2);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(acknowledged).hasValue(callers);
        assertThat(sink.syncs).hasValue(2);
        sink.syncGate.release(10);
    }
}
