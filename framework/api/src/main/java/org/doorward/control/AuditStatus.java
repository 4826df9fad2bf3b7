package org.doorward.control;

import org.doorward.audit.Lane;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The state of the engine at one moment, as {@code auditctl -s}. Immutable, safe for all threads.
 *
 * <p>At every quiescent point {@code emitted == written + lost}, for each lane.
 */
@ProviderType
public interface AuditStatus {
    /** Whether events are emitted. */
    boolean enabled();

    /** What happens when a record cannot be kept. */
    FailureMode failureMode();

    /** The process id of the JVM. */
    long pid();

    /** Events per second of the lossy lane; 0 = no limit. */
    int rateLimit();

    /** Events that the backlog holds at most. */
    int backlogLimit();

    /** Bytes that the backlog holds at most. */
    long backlogLimitBytes();

    /** Events in the backlog now. */
    long backlog();

    /** The most that {@link #backlog()} has been. */
    long backlogHighWater();

    /** How long an operation waits for room, in milliseconds. */
    long backlogWaitTimeMillis();

    /** How often an operation waited for room. */
    long backlogWaits();

    /** Events emitted in this lane. */
    long emitted(Lane lane);

    /** Events of this lane that the sink has. */
    long written(Lane lane);

    /** Events of this lane that were lost for this reason. */
    long lost(Lane lane, LossReason reason);

    /** Events lost since {@link AuditControl#resetLost()}, over all lanes and reasons. */
    long lost();

    /** The serial of the last event. */
    long lastSerial();

    /** What this installation does not mediate, in words for people; empty if nothing is left out. */
    String unmediated();

    /** The state of the trail, or {@code null} if events go elsewhere. */
    TrailStatus trail();
}
