package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.awaitility.Awaitility;
import org.doorward.audit.Lane;
import org.doorward.control.FailureMode;
import org.doorward.control.LossReason;
import org.doorward.event.Commit;
import org.doorward.event.Facts;
import org.junit.jupiter.api.Test;

/** What the sink has to say of itself comes to the trail in the right place, and is counted. */
class SinkFactsTest {
    private final MemorySink sink = new MemorySink();

    private Transport transport(FailureMode mode) {
        return new Transport(
                TransportSettings.defaults().withFlush(Flush.NONE, 1).withFailureMode(mode),
                sink,
                (message, cause) -> {});
    }

    private static void emit(Transport transport) {
        transport.emit(
                Events.of(Lane.RELIABLE),
                0,
                Reserve.OPERATION,
                transport.account("org.example.noisy:1.0.0", "org.example.noisy"),
                Commit.NONE);
    }

    @Test
    void whatTheSinkSaysStandsBeforeAnyFurtherEvent() {
        Transport transport = transport(FailureMode.LOG);
        // The flush of the first event begins a new segment; more events wait already.
        sink.flushFault = n -> {
            if (n == 1) {
                sink.facts.add(fact -> Facts.rotate(fact, "audit.log.1", "audit.log"));
                emit(transport); // 2
                emit(transport); // 3
            }
            return null;
        };
        emit(transport); // 1
        transport.start();
        Awaitility.await().until(() -> transport.status().written(Lane.RELIABLE) == 4);
        transport.close();

        assertThat(sink.kept().stream().map(event -> event.serial)).containsExactly(1L, 4L, 2L, 3L);
        LedgerAssert.exact(transport.status(), sink);
    }

    @Test
    void aSinkIsAskedThoughNothingHappensAndWhatItSaysIsWritten() {
        Transport transport = transport(FailureMode.LOG);
        transport.start();
        int before = sink.asked.get();
        Awaitility.await().until(() -> sink.asked.get() > before + 1);
        sink.facts.add(fact -> Facts.resume(fact, "disk-full"));
        Awaitility.await().until(() -> transport.status().written(Lane.RELIABLE) == 1);
        transport.close();
        LedgerAssert.exact(transport.status(), sink);
    }

    @Test
    void aFactThatTheSinkDoesNotTakeIsCountedAsLost() {
        Transport transport = transport(FailureMode.LOG);
        sink.facts.add(fact -> Facts.resume(fact, "disk-full"));
        sink.appendFault = n -> n == 1 ? new IOException("No space left on device") : null;
        transport.start();
        Awaitility.await().until(() -> transport.status().lost(Lane.RELIABLE, LossReason.DISK) == 1);
        transport.close();
        LedgerAssert.exact(transport.status(), sink);
        LedgerAssert.told(transport.status(), sink);
    }

    @Test
    void aSinkThatFailsWhenItIsAskedLosesNoEvent() {
        Transport transport = transport(FailureMode.LOG);
        sink.facts.add(fact -> {
            throw new IllegalStateException("a sink that breaks its promise");
        });
        emit(transport);
        transport.start();
        transport.close();
        assertThat(transport.status().written(Lane.RELIABLE)).isEqualTo(1);
        LedgerAssert.exact(transport.status(), sink);
    }

    @Test
    void whileTheSinkIsSuspendedOperationsAreRefusedInModeDenyThoughSyncsSucceed() {
        Transport transport = transport(FailureMode.DENY);
        transport.start();
        sink.suspended = true;
        assertThat(transport.sync()).isTrue();
        assertThat(transport.refusing()).isTrue();
        assertThat(transport.reserve(
                        4096, Reserve.OPERATION, transport.account("org.example.noisy:1.0.0", "org.example.noisy")))
                .isZero();
        sink.suspended = false;
        assertThat(transport.refusing()).isFalse();
        transport.close();
    }
}
