package org.doorward.testkit;

import java.time.Duration;
import org.doorward.audit.Lane;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;

/** The moment at which nothing is on its way: the backlog is empty, and the ledger balances. */
final class Quiescence {
    private Quiescence() {}

    /**
     * Waits for it.
     *
     * @return the ledger at that moment
     * @throws AssertionError if it does not come
     */
    static AuditStatus await(AuditControl control, Duration timeout) {
        AuditStatus[] seen = new AuditStatus[1];
        Waiting.until(
                timeout,
                () -> {
                    seen[0] = control.status();
                    return seen[0].backlog() == 0 && balances(seen[0]);
                },
                () -> "expected emitted == written + lost in each lane with nothing in the backlog, but backlog="
                        + seen[0].backlog() + ", " + LedgerAssert.words(seen[0])
                        + "; an operation that goes on after the test keeps it from balancing, too");
        return seen[0];
    }

    private static boolean balances(AuditStatus status) {
        for (Lane lane : Lane.values()) {
            if (status.emitted(lane) != status.written(lane) + LedgerAssert.lost(status, lane)) {
                return false;
            }
        }
        return true;
    }
}
