package org.doorward.transport;

import org.doorward.audit.Lane;
import org.doorward.control.FailureMode;
import org.doorward.control.LossReason;

/** The state of a transport at one moment: immutable, safe for all threads. The terms are those of {@code AuditStatus}. */
public final class TransportStatus {
    private final FailureMode failureMode;
    private final int rateLimit;
    private final int backlogLimit;
    private final long backlogLimitBytes;
    private final long backlogWaitTimeMillis;
    private final long backlog;
    private final long backlogHighWater;
    private final long backlogWaits;
    private final long reservedEvents;
    private final long reservedBytes;
    private final long[] emitted = new long[Lane.values().length];
    private final long[] written = new long[Lane.values().length];
    private final long[] lostBy = new long[Lane.values().length * LossReason.values().length];
    private final long lost;
    private final long lastSerial;
    private final boolean refusing;

    TransportStatus(Transport transport, Ledger ledger, Credits credits, Drain drain, Stamps stamps) {
        failureMode = transport.failureMode();
        rateLimit = transport.rateLimit();
        backlogLimit = transport.backlogLimit();
        backlogLimitBytes = transport.backlogLimitBytes();
        backlogWaitTimeMillis = transport.backlogWaitTimeMillis();
        backlog = drain.backlog();
        backlogHighWater = Math.max(backlog, drain.backlogHighWater());
        backlogWaits = credits.waits();
        reservedEvents = credits.takenEvents();
        reservedBytes = credits.takenBytes();
        // Written and lost before emitted: a snapshot under load may show events on their way, never more ends than
        // beginnings.
        for (Lane lane : Lane.values()) {
            written[lane.ordinal()] = ledger.written(lane);
            for (LossReason reason : LossReason.values()) {
                lostBy[Ledger.cell(lane, reason)] = ledger.lost(lane, reason);
            }
            emitted[lane.ordinal()] = ledger.emitted(lane);
        }
        lost = ledger.lost();
        lastSerial = stamps.last();
        refusing = transport.refusing();
    }

    public FailureMode failureMode() {
        return failureMode;
    }

    /** Events per second of the lossy lane; 0 = no limit. */
    public int rateLimit() {
        return rateLimit;
    }

    public int backlogLimit() {
        return backlogLimit;
    }

    public long backlogLimitBytes() {
        return backlogLimitBytes;
    }

    public long backlogWaitTimeMillis() {
        return backlogWaitTimeMillis;
    }

    /** Events in the backlog, not yet handed to the sink. */
    public long backlog() {
        return backlog;
    }

    public long backlogHighWater() {
        return backlogHighWater;
    }

    /** How often a reservation waited for room. */
    public long backlogWaits() {
        return backlogWaits;
    }

    /** Events for which room is taken: in the backlog or reserved. */
    public long reservedEvents() {
        return reservedEvents;
    }

    /** Bytes of the backlog that are taken: used or reserved. */
    public long reservedBytes() {
        return reservedBytes;
    }

    public long emitted(Lane lane) {
        return emitted[lane.ordinal()];
    }

    public long written(Lane lane) {
        return written[lane.ordinal()];
    }

    public long lost(Lane lane, LossReason reason) {
        return lostBy[Ledger.cell(lane, reason)];
    }

    /** Events of this lane that were lost, whatever the reason and whenever. */
    public long lost(Lane lane) {
        long sum = 0;
        for (LossReason reason : LossReason.values()) {
            sum += lost(lane, reason);
        }
        return sum;
    }

    /** Events lost since {@link Transport#resetLost()}. */
    public long lost() {
        return lost;
    }

    /** The serial of the last event; 0 before the first. */
    public long lastSerial() {
        return lastSerial;
    }

    /** Whether operations that need a record are refused now. */
    public boolean refusing() {
        return refusing;
    }
}
