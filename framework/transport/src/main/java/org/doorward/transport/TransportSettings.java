package org.doorward.transport;

import java.util.Objects;
import org.doorward.control.FailureMode;
import org.doorward.event.EventLayout;

/**
 * The settings of a {@link Transport}: immutable, checked as a whole. Names as in {@code auditctl(8)} and {@code auditd.conf(5)}.
 *
 * @param backlogLimit events that the backlog holds at most, reserved ones included; 0 = bounded by the bytes alone; else 4 to 8,388,608
 * @param backlogLimitBytes bytes that it holds at most, heads of 16 bytes included; 1 MiB to 1 GiB. The memory is taken at once, rounded
 *     up to a power of two
 * @param backlogWaitTimeMillis how long {@link Transport#reserve} waits for room; 0 = not at all. The default of 15,000 is the number
 *     that operators know from {@code auditctl -s} (60 s in jiffies of 4 ms); as milliseconds it ends before the usual 30 s timeouts of
 *     callers, who then learn the reason instead of giving up
 * @param rateLimit events per second of the lossy lane, as a token bucket that holds one second's worth; 0 = no limit; at most 1,000,000
 * @param flush when the drain syncs
 * @param freq events between two syncs with {@link Flush#INCREMENTAL}; at least 1
 * @param failureMode what happens when a record cannot be kept
 * @param bundleRateLimit as rateLimit, for each account; 0 = no limit; at most 1,000,000
 * @param bundleBacklogShare percent of the room of each purpose that one account may hold while nobody else holds any: with others there
 *     it is less, so that somebody new always finds room ({@link Credits}); 1 to 100, 100 = no quota
 * @param reliableShare percent of the room of operations that lossy events must leave free; 1 to 90
 * @param denialShare percent of the backlog that only denials and facts may use; 1 to 30
 * @param unboundedShare percent of the backlog for operations that may take for ever; 1 to 50
 */
public record TransportSettings(
        int backlogLimit,
        long backlogLimitBytes,
        long backlogWaitTimeMillis,
        int rateLimit,
        Flush flush,
        int freq,
        FailureMode failureMode,
        int bundleRateLimit,
        int bundleBacklogShare,
        int reliableShare,
        int denialShare,
        int unboundedShare) {
    static final int MAXIMUM_EVENTS = 1 << 23;
    /** Room for one of the largest events, or for more than two hundred of the usual size. */
    static final int ADMINISTRATOR_BYTES = Backlog.charge(EventLayout.MAXIMUM);

    /** The least that {@link #backlogLimitBytes} may be. */
    public static final long MINIMUM_BYTES = 1L << 20;
    /** The most that {@link #backlogLimitBytes} may be. */
    public static final long MAXIMUM_BYTES = 1L << 30;
    /** Ten times the kernel's default of 60 s, as there. */
    private static final long MAXIMUM_WAIT = 600_000;

    /** Refuses impossible values with the key, the value and what is allowed. */
    public TransportSettings {
        limit("backlog_limit", backlogLimit, backlogLimit == 0 ? 0 : 4, MAXIMUM_EVENTS, "0 (bytes alone count) or ");
        limit("backlog_limit_bytes", backlogLimitBytes, MINIMUM_BYTES, MAXIMUM_BYTES, "");
        limit("backlog_wait_time", backlogWaitTimeMillis, 0, MAXIMUM_WAIT, "");
        limit("rate_limit", rateLimit, 0, RateLimit.MAXIMUM, "");
        limit("freq", freq, 1, Integer.MAX_VALUE, "");
        limit("bundle_rate_limit", bundleRateLimit, 0, RateLimit.MAXIMUM, "");
        limit("bundle_backlog_share", bundleBacklogShare, 1, 100, "");
        limit("reliable_share", reliableShare, 1, 90, "");
        limit("denial_share", denialShare, 1, 30, "");
        limit("unbounded_share", unboundedShare, 1, 50, "");
        Objects.requireNonNull(flush, "flush");
        Objects.requireNonNull(failureMode, "failure_mode");
        long operations = operationBytes(backlogLimitBytes, denialShare, unboundedShare);
        if (operations < Backlog.charge(EventLayout.MAXIMUM)) {
            throw new IllegalArgumentException("backlog_limit_bytes=[" + backlogLimitBytes
                    + "]: after denial_share, unbounded_share and the administrator's reserve only ["
                    + operations + "] bytes are left for operations, expected at least "
                    + Backlog.charge(EventLayout.MAXIMUM)
                    + " (the largest event); raise the limit or lower the shares");
        }
    }

    /** The defaults: 8,192 events, 8 MiB, 15 s, no rate limit, incremental every 50 events, failures logged. */
    public static TransportSettings defaults() {
        return new TransportSettings(
                8192, 8L << 20, 15_000, 0, Flush.INCREMENTAL, 50, FailureMode.LOG, 0, 50, 50, 6, 25);
    }

    public TransportSettings withBacklogLimit(int events) {
        return new TransportSettings(
                events,
                backlogLimitBytes,
                backlogWaitTimeMillis,
                rateLimit,
                flush,
                freq,
                failureMode,
                bundleRateLimit,
                bundleBacklogShare,
                reliableShare,
                denialShare,
                unboundedShare);
    }

    public TransportSettings withBacklogLimitBytes(long bytes) {
        return new TransportSettings(
                backlogLimit,
                bytes,
                backlogWaitTimeMillis,
                rateLimit,
                flush,
                freq,
                failureMode,
                bundleRateLimit,
                bundleBacklogShare,
                reliableShare,
                denialShare,
                unboundedShare);
    }

    public TransportSettings withBacklogWaitTimeMillis(long millis) {
        return new TransportSettings(
                backlogLimit,
                backlogLimitBytes,
                millis,
                rateLimit,
                flush,
                freq,
                failureMode,
                bundleRateLimit,
                bundleBacklogShare,
                reliableShare,
                denialShare,
                unboundedShare);
    }

    public TransportSettings withRateLimit(int eventsPerSecond) {
        return new TransportSettings(
                backlogLimit,
                backlogLimitBytes,
                backlogWaitTimeMillis,
                eventsPerSecond,
                flush,
                freq,
                failureMode,
                bundleRateLimit,
                bundleBacklogShare,
                reliableShare,
                denialShare,
                unboundedShare);
    }

    public TransportSettings withFlush(Flush when, int every) {
        return new TransportSettings(
                backlogLimit,
                backlogLimitBytes,
                backlogWaitTimeMillis,
                rateLimit,
                when,
                every,
                failureMode,
                bundleRateLimit,
                bundleBacklogShare,
                reliableShare,
                denialShare,
                unboundedShare);
    }

    public TransportSettings withFailureMode(FailureMode mode) {
        return new TransportSettings(
                backlogLimit,
                backlogLimitBytes,
                backlogWaitTimeMillis,
                rateLimit,
                flush,
                freq,
                mode,
                bundleRateLimit,
                bundleBacklogShare,
                reliableShare,
                denialShare,
                unboundedShare);
    }

    public TransportSettings withBundleRateLimit(int eventsPerSecond) {
        return withBundle(eventsPerSecond, bundleBacklogShare);
    }

    public TransportSettings withBundleBacklogShare(int percent) {
        return withBundle(bundleRateLimit, percent);
    }

    private TransportSettings withBundle(int rate, int backlogShare) {
        return new TransportSettings(
                backlogLimit,
                backlogLimitBytes,
                backlogWaitTimeMillis,
                rateLimit,
                flush,
                freq,
                failureMode,
                rate,
                backlogShare,
                reliableShare,
                denialShare,
                unboundedShare);
    }

    public TransportSettings withShares(int reliable, int denial, int unbounded) {
        return new TransportSettings(
                backlogLimit,
                backlogLimitBytes,
                backlogWaitTimeMillis,
                rateLimit,
                flush,
                freq,
                failureMode,
                bundleRateLimit,
                bundleBacklogShare,
                reliable,
                denial,
                unbounded);
    }

    /** Bytes of the budget of operations that may take for ever: never less than the largest event takes. */
    long unboundedBytes() {
        return unboundedBytes(backlogLimitBytes, unboundedShare);
    }

    private static long unboundedBytes(long limitBytes, int share) {
        return Math.max(Backlog.charge(EventLayout.MAXIMUM), limitBytes * share / 100);
    }

    /** Bytes that operations that end soon may take. */
    long operationBytes() {
        return operationBytes(backlogLimitBytes, denialShare, unboundedShare);
    }

    private static long operationBytes(long limitBytes, int denialShare, int unboundedShare) {
        return limitBytes
                - ADMINISTRATOR_BYTES
                - unboundedBytes(limitBytes, unboundedShare)
                - limitBytes * denialShare / 100;
    }

    private static void limit(String key, long value, long least, long most, String besides) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    key + "=[" + value + "]: expected " + besides + (besides.isEmpty() ? least : Math.max(least, 4))
                            + " to " + most + "; the settings before it stay in force");
        }
    }
}
