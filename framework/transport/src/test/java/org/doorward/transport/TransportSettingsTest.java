package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TransportSettingsTest {
    private final TransportSettings settings = TransportSettings.defaults();

    @Test
    void impossibleValuesAreRefusedWithKeyValueAndRange() {
        refused(
                () -> settings.withBacklogLimit(-1),
                "backlog_limit=[-1]: expected 0 (bytes alone count) or 4 to 8388608; the settings before it stay in force");
        refused(
                () -> settings.withBacklogLimit(3),
                "backlog_limit=[3]: expected 0 (bytes alone count) or 4 to 8388608; the settings before it stay in force");
        refused(
                () -> settings.withBacklogLimitBytes(1000),
                "backlog_limit_bytes=[1000]: expected 1048576 to 1073741824; the settings before it stay in force");
        refused(
                () -> settings.withBacklogWaitTimeMillis(-1),
                "backlog_wait_time=[-1]: expected 0 to 600000; the settings before it stay in force");
        refused(
                () -> settings.withRateLimit(-1),
                "rate_limit=[-1]: expected 0 to 1000000; the settings before it stay in force");
        refused(
                () -> settings.withFlush(Flush.INCREMENTAL, 0),
                "freq=[0]: expected 1 to 2147483647; the settings before it stay in force");
        refused(
                () -> settings.withBundleRateLimit(1_000_001),
                "bundle_rate_limit=[1000001]: expected 0 to 1000000; the settings before it stay in force");
        refused(
                () -> settings.withBundleBacklogShare(0),
                "bundle_backlog_share=[0]: expected 1 to 100; the settings before it stay in force");
        refused(
                () -> settings.withShares(91, 6, 25),
                "reliable_share=[91]: expected 1 to 90; the settings before it stay in force");
        refused(
                () -> settings.withBacklogLimitBytes(1 << 20).withShares(50, 30, 50),
                "backlog_limit_bytes=[1048576]: after denial_share, unbounded_share and the administrator's reserve only [-52444] bytes are left for"
                        + " operations, "
                        + "expected at least 262160 (the largest event); raise the limit or lower the shares");
    }

    @Test
    void aRefusedChangeLeavesTheRunningSettingsAlone() {
        try (Transport transport = new Transport(settings, new MemorySink(), (message, cause) -> {})) {
            refused(() -> transport.setBacklogLimit(2), null);
            refused(() -> transport.setRateLimit(-1), null);
            refused(() -> transport.setBundleRateLimit(-1), null);
            refused(() -> transport.setBundleBacklogShare(101), null);
            refused(() -> transport.setBacklogWaitTimeMillis(-1), null);
            assertThat(transport.status().backlogLimit()).isEqualTo(8192);
            assertThat(transport.status().rateLimit()).isZero();
            assertThat(transport.status().bundleRateLimit()).isZero();
            assertThat(transport.status().bundleBacklogShare()).isEqualTo(50);
            assertThat(transport.status().backlogWaitTimeMillis()).isEqualTo(15_000);
        }
    }

    private static void refused(ThrowingCallable change, String message) {
        if (message == null) {
            assertThatThrownBy(change).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThatThrownBy(change)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        }
    }
}
