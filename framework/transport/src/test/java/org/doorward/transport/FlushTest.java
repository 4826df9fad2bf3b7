package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What flush and freq promise of events that nobody waits for, as {@code auditd.conf(5)} has it. */
class FlushTest {
    private final MemorySink sink = new MemorySink();
    private Transport transport;

    private void transport(Flush flush, int freq) {
        transport = new Transport(TransportSettings.defaults().withFlush(flush, freq), sink, (message, cause) -> {
            throw new AssertionError(message, cause);
        });
        transport.start();
    }

    @AfterEach
    void theLedgerIsExact() {
        transport.close();
        LedgerAssert.exact(transport.status(), sink);
    }

    private Account app() {
        return transport.account("org.example.noisy:1.0.0", "org.example.noisy");
    }

    /** One event in a run of its own: it is in the sink when this returns. */
    private void write() {
        int before = sink.kept().size();
        assertThat(transport.emit(Events.of(Lane.RELIABLE), 0, Reserve.OPERATION, app(), Commit.NONE))
                .isTrue();
        await().until(() -> sink.kept().size() == before + 1);
    }

    @Test
    void noneNeverSyncsAndHandsEveryRunToTheOperatingSystem() {
        transport(Flush.NONE, 1);
        for (int i = 0; i < 5; i++) {
            write();
        }

        assertThat(sink.syncs).hasValue(0);
        assertThat(sink.flushes).hasValue(5);
    }

    @Test
    void noneSyncsAllTheSameForWhoWaitsAndAtTheEnd() {
        transport(Flush.NONE, 1);
        write();
        transport.emit(Events.of(Lane.RELIABLE), 0, Reserve.OPERATION, app(), Commit.EXIT);
        assertThat(sink.syncs).hasValue(1);
        write();
        transport.close();

        assertThat(sink.syncs).hasValue(2);
    }

    @Test
    void incrementalSyncsAfterFreqEventsAndNotBefore() {
        transport(Flush.INCREMENTAL, 3);
        write();
        write();
        assertThat(sink.syncs).hasValue(0);
        write();
        assertThat(sink.syncs).hasValue(1);
        write();
        write();
        assertThat(sink.syncs).hasValue(1);
    }

    @Test
    void aSyncForSomebodyWhoWaitsBeginsTheCountAnew() {
        transport(Flush.INCREMENTAL_ASYNC, 3);
        write();
        write();
        transport.emit(Events.of(Lane.RELIABLE), 0, Reserve.OPERATION, app(), Commit.EXIT);
        write();
        write();
        assertThat(sink.syncs).hasValue(1);
        write();

        assertThat(sink.syncs).hasValue(2);
    }

    @Test
    void dataAndSyncSyncEveryRunWhateverFreqSays() {
        transport(Flush.DATA, 1000);
        write();
        write();
        assertThat(sink.syncs).hasValue(2);
        transport.setFlush(Flush.SYNC, 1000);
        write();

        assertThat(sink.syncs).hasValue(3);
        assertThat(sink.flushes).hasValue(0);
    }

    @Test
    void aChangeCountsForTheNextRunAndAnImpossibleOneForNone() {
        transport(Flush.NONE, 1);
        write();
        transport.setFlush(Flush.INCREMENTAL, 2);
        write();
        assertThat(sink.syncs).as("two are written since the last sync").hasValue(1);

        assertThatThrownBy(() -> transport.setFlush(Flush.DATA, 0)).hasMessageContaining("freq=[0]");
        write();

        assertThat(sink.syncs).hasValue(1);
        assertThat(transport.flush()).isEqualTo(Flush.INCREMENTAL);
    }
}
