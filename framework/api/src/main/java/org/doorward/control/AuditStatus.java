package org.doorward.control;

import java.util.List;
import org.doorward.audit.Lane;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The state of the engine at one moment, as {@code auditctl -s}. Immutable, safe for all threads.
 *
 * <p>At every quiescent point {@code emitted == written + lost}, for each lane and each of the {@linkplain #accounts accounts}.
 */
@ProviderType
public interface AuditStatus {
    /** Whether operations are recorded, and whether that and the rest of the configuration may change. */
    Enabled enabled();

    /** What locked the configuration: {@code auditctl -e 2}, or the file and line that says so; empty if it is not locked. */
    String lockedBy();

    /** What happens when a record cannot be kept. */
    FailureMode failureMode();

    /** Whether operations that need a record are denied now: failure mode {@link FailureMode#DENY}, and the trail takes nothing. */
    boolean refusing();

    /** The process id of the JVM. */
    long pid();

    /** Events per second of the lossy lane; 0 = no limit. */
    int rateLimit();

    /** Events per second of the lossy lane for each bundle; 0 = no limit. */
    int bundleRateLimit();

    /**
     * Percent of the room in the backlog that one bundle may hold while nobody else holds any; with others there it is less, so that
     * somebody new always finds room. 100 = no quota.
     */
    int bundleBacklogShare();

    /** Events that the backlog holds at most; 0 = bounded by {@link #backlogLimitBytes} alone. */
    int backlogLimit();

    /** Bytes that the backlog holds at most. */
    long backlogLimitBytes();

    /** Events in the backlog now. */
    long backlog();

    /** The most that {@link #backlog()} has been. */
    long backlogHighWater();

    /** Bytes that events in the backlog take now. */
    long backlogBytes();

    /** The most that {@link #backlogBytes()} has been. */
    long backlogHighWaterBytes();

    /** How long an operation waits for room, in milliseconds. */
    long backlogWaitTimeMillis();

    /** How often an operation waited for room. */
    long backlogWaits();

    /**
     * For how long operations waited for room, all together, in milliseconds, since {@link OperatorControl#resetBacklogWait()}; those that
     * still wait count when they end. {@code backlog_wait_time_actual} of {@code auditctl(8)}.
     */
    long backlogWaitMillis();

    /** Events emitted in this lane. */
    long emitted(Lane lane);

    /** Events of this lane that the sink has. */
    long written(Lane lane);

    /** Events of this lane that were lost for this reason. */
    long lost(Lane lane, LossReason reason);

    /** Events lost since {@link OperatorControl#resetLost()}, over all lanes and reasons. */
    long lost();

    /** The serial of the last event. */
    long lastSerial();

    /** The ledger by subject; oldest first, unmodifiable. At most 1,024: what comes later shares the account {@code (many)}. */
    List<AccountStatus> accounts();

    /** What this installation does not mediate, in words for people; empty if nothing is left out. */
    String unmediated();

    /** The state of the trail, or {@code null} if events go elsewhere. */
    TrailStatus trail();
}
