package org.doorward.transport;

import java.util.ArrayList;
import java.util.List;
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
    private final long backlogBytes;
    private final long backlogHighWaterBytes;
    private final long backlogWaits;
    private final long backlogWaitMillis;
    private final int bundleRateLimit;
    private final int bundleBacklogShare;
    private final List<AccountStatus> accounts = new ArrayList<>();
    private final long reservedEvents;
    private final long reservedBytes;
    private final long[] emitted = new long[Lane.values().length];
    private final long[] written = new long[Lane.values().length];
    private final long[] lostBy = new long[Lane.values().length * LossReason.values().length];
    private final long lost;
    private final long lastSerial;
    private final boolean refusing;

    TransportStatus(Transport transport, Accounts table, Ledger ledger, Credits credits, Drain drain, Stamps stamps) {
        failureMode = transport.failureMode();
        rateLimit = transport.rateLimit();
        backlogLimit = transport.backlogLimit();
        backlogLimitBytes = transport.backlogLimitBytes();
        backlogWaitTimeMillis = transport.backlogWaitTimeMillis();
        backlog = drain.backlog();
        backlogHighWater = Math.max(backlog, drain.backlogHighWater());
        backlogBytes = drain.backlogBytes();
        backlogHighWaterBytes = Math.max(backlogBytes, drain.backlogHighWaterBytes());
        backlogWaits = credits.waiters().waits();
        backlogWaitMillis = credits.waiters().waitedMillis();
        bundleRateLimit = transport.bundleRateLimit();
        bundleBacklogShare = transport.bundleBacklogShare();
        reservedEvents = credits.takenEvents();
        reservedBytes = credits.takenBytes();
        ledger.look(() -> {
            for (int i = 0; i < table.size(); i++) {
                if (table.at(i) != table.nobody()) {
                    add(new AccountStatus(table.at(i)));
                }
            }
        });
        lost = ledger.lost();
        lastSerial = stamps.last();
        refusing = transport.refusing();
    }

    private void add(AccountStatus account) {
        accounts.add(account);
        for (Lane lane : Lane.values()) {
            emitted[lane.ordinal()] += account.emitted(lane);
            written[lane.ordinal()] += account.written(lane);
            for (LossReason reason : LossReason.values()) {
                lostBy[Ledger.cell(lane, reason)] += account.lost(lane, reason);
            }
        }
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

    /** Bytes of the backlog that events take which are not yet handed to the sink. */
    public long backlogBytes() {
        return backlogBytes;
    }

    public long backlogHighWaterBytes() {
        return backlogHighWaterBytes;
    }

    /** For how long reservations waited for room, together, in milliseconds, since {@link Transport#resetBacklogWait()}. Waits that last count when they end. */
    public long backlogWaitMillis() {
        return backlogWaitMillis;
    }

    /** Events per second of the lossy lane for each account; 0 = no limit. */
    public int bundleRateLimit() {
        return bundleRateLimit;
    }

    /** Percent of the room that an account may hold while nobody else does. */
    public int bundleBacklogShare() {
        return bundleBacklogShare;
    }

    /** All accounts, oldest first; the first is {@code (many)}, which those share that found no place. The sums are the transport's. */
    public List<AccountStatus> accounts() {
        return List.copyOf(accounts);
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
