package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.doorward.audit.Lane;
import org.doorward.control.LossReason;
import org.doorward.event.Commit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sink that fails at the Nth call of each kind, with each kind of throwable. */
class TransportFaultTest {
    private static Account app(Transport transport) {
        return transport.account("org.example.noisy:1.0.0", "org.example.noisy");
    }

    private static final int EVENTS = 12;

    enum Call {
        APPEND,
        FLUSH,
        SYNC
    }

    record Fault(Call call, int from, int to, Throwable thrown) {
        Throwable at(int n) {
            return n >= from && n <= to ? thrown : null;
        }

        LossReason reason() {
            return thrown instanceof IOException ? LossReason.DISK : LossReason.SINK;
        }
    }

    static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (Call call : Call.values()) {
            for (int n = 1; n <= 6; n++) {
                faults.add(new Fault(call, n, n, new IOException("No space left on device")));
                faults.add(new Fault(call, n, n, new IllegalStateException("sink")));
                faults.add(new Fault(call, n, n, new StackOverflowError()));
                faults.add(new Fault(call, n, n + 2, new IOException("I/O error")));
            }
        }
        return faults;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatTheSinkDidNotTakeIsLostOnceAndTheDrainGoesOn(Fault fault) {
        MemorySink sink = new MemorySink();
        IntFunction<Throwable> thrown = fault::at;
        if (fault.call == Call.APPEND) {
            sink.appendFault = thrown;
        } else if (fault.call == Call.FLUSH) {
            sink.flushFault = thrown;
        } else {
            sink.syncFault = thrown;
        }
        List<String> errors = new ArrayList<>();
        // Flush NONE: a plain event is flushed, one that is waited for is synced.
        Transport transport = new Transport(
                TransportSettings.defaults().withFlush(Flush.NONE, 1),
                sink,
                (message, cause) -> {
                    synchronized (errors) {
                        errors.add(message);
                    }
                    throw new IllegalStateException("a handler that breaks its promise");
                },
                System::currentTimeMillis,
                () -> 0); // no window ends before close: no fact meets the fault
        transport.start();
        int acknowledged = 0;
        int refused = 0;
        for (int i = 0; i < EVENTS; i++) {
            Commit commit = fault.call == Call.FLUSH ? Commit.NONE : Commit.EXIT;
            boolean kept = transport.emit(Events.of(Lane.RELIABLE), 0, Reserve.OPERATION, app(transport), commit);
            if (commit == Commit.EXIT) {
                acknowledged += kept ? 1 : 0;
                refused += kept ? 0 : 1;
            } else {
                long ended = i + 1;
                Awaitility.await()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> transport.status().written(Lane.RELIABLE)
                                        + transport.status().lost(Lane.RELIABLE)
                                >= ended);
            }
        }
        transport.close();
        TransportStatus status = transport.status();
        LedgerAssert.exact(status, sink);
        LedgerAssert.told(status, sink);
        assertThat(status.lost(Lane.RELIABLE, fault.reason())).as("lost").isEqualTo(fault.to - fault.from + 1);
        assertThat(status.lost(Lane.RELIABLE)).isEqualTo(status.lost(Lane.RELIABLE, fault.reason()));
        if (fault.call != Call.FLUSH) {
            assertThat(refused).isEqualTo(fault.to - fault.from + 1);
            assertThat(acknowledged).isEqualTo(EVENTS - refused);
        }
        assertThat(errors).isNotEmpty();
    }

    @Test
    void aSinkThatFailsForEverLosesEverythingCountedAndEnds() {
        MemorySink sink = new MemorySink();
        sink.syncFault = n -> new IOException("I/O error");
        sink.flushFault = sink.syncFault;
        Transport transport = new Transport(TransportSettings.defaults(), sink, (message, cause) -> {});
        transport.start();
        for (int i = 0; i < EVENTS; i++) {
            assertThat(transport.emit(Events.of(Lane.LOSSY), 0, Reserve.OPERATION, app(transport), Commit.EXIT))
                    .isFalse();
        }
        transport.close();
        TransportStatus status = transport.status();
        assertThat(sink.kept()).isEmpty();
        assertThat(status.lost(Lane.LOSSY, LossReason.DISK)).isEqualTo(EVENTS);
        LedgerAssert.exact(status, sink);
    }

    @Test
    void whatAFailedSyncCoveredIsNotAcknowledgedThoughLaterSyncsSucceed() {
        MemorySink sink = new MemorySink();
        sink.syncFault = n -> n == 2 ? new IOException("I/O error") : null;
        Transport transport =
                new Transport(TransportSettings.defaults().withFlush(Flush.NONE, 1), sink, (message, cause) -> {});
        transport.start();
        assertThat(transport.sync()).isTrue();
        assertThat(transport.sync()).isFalse();
        assertThat(transport.sync()).isTrue();
        transport.close();
        LedgerAssert.exact(transport.status(), sink);
    }

    @Test
    void aRecordOnLossesThatIsLostItselfIsReplacedByAnother() {
        MemorySink sink = new MemorySink();
        AtomicLong nanos = new AtomicLong();
        Transport transport = new Transport(
                TransportSettings.defaults().withFlush(Flush.NONE, 1).withRateLimit(1),
                sink,
                (message, cause) -> {},
                System::currentTimeMillis,
                nanos::get);
        transport.start();
        transport.emit(Events.of(Lane.LOSSY), 0, Reserve.OPERATION, app(transport), Commit.NONE);
        transport.emit(Events.of(Lane.LOSSY), 0, Reserve.OPERATION, app(transport), Commit.NONE);
        assertThat(transport.sync()).isTrue(); // the window is open now
        AtomicBoolean once = new AtomicBoolean(true);
        sink.syncFault = n -> once.getAndSet(false) ? new IOException("I/O error") : null;
        sink.flushFault = sink.syncFault;
        sink.syncGate = new Semaphore(0);
        nanos.addAndGet(1_000_000_000);
        Thread waiter = new Thread(transport::sync); // wakes the drain
        waiter.start();
        Awaitility.await().until(() -> sink.appends.get() == 2); // the fact
        sink.syncGate.release(100);
        transport.close();
        assertThat(transport.status().lost(Lane.RELIABLE, LossReason.DISK))
                .as("the fact")
                .isEqualTo(1);
        assertThat(LedgerAssert.losses(sink))
                .filteredOn(loss -> loss.reason().equals("rate"))
                .singleElement()
                .satisfies(loss -> assertThat(loss.count()).isEqualTo(1));
        LedgerAssert.exact(transport.status(), sink);
        LedgerAssert.told(transport.status(), sink);
    }
}
