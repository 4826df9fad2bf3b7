package org.doorward.transport;

import org.doorward.audit.Lane;
import org.doorward.control.LossReason;

/** What an account emitted, what became of it, and what it holds of the backlog, at one moment: immutable, safe for all threads. */
public final class AccountStatus {
    private final String label;
    private final long[] emitted = new long[Lane.values().length];
    private final long[] written = new long[Lane.values().length];
    private final long[] lost = new long[Lane.values().length * LossReason.values().length];
    private final long reservedEvents;
    private final long reservedBytes;

    /* Written before admitted: a snapshot under load may show events on their way, never more ends than beginnings. Losses stand still. */
    AccountStatus(Account account) {
        label = account.label();
        reservedEvents = Credits.heldEvents(account);
        reservedBytes = Credits.heldBytes(account);
        for (Lane lane : Lane.values()) {
            written[lane.ordinal()] = account.written(lane);
            for (LossReason reason : LossReason.values()) {
                lost[Ledger.cell(lane, reason)] = account.lost(lane, reason);
            }
            emitted[lane.ordinal()] = account.admitted(lane) + account.refused(lane);
        }
    }

    /** The subject as records call it. */
    public String label() {
        return label;
    }

    public long emitted(Lane lane) {
        return emitted[lane.ordinal()];
    }

    public long written(Lane lane) {
        return written[lane.ordinal()];
    }

    public long lost(Lane lane, LossReason reason) {
        return lost[Ledger.cell(lane, reason)];
    }

    /** Events of this lane that were lost, whatever the reason. */
    public long lost(Lane lane) {
        long sum = 0;
        for (LossReason reason : LossReason.values()) {
            sum += lost(lane, reason);
        }
        return sum;
    }

    /** Events for which it holds room: in the backlog or reserved. */
    public long reservedEvents() {
        return reservedEvents;
    }

    /** Bytes of the backlog that it holds. */
    public long reservedBytes() {
        return reservedBytes;
    }
}
