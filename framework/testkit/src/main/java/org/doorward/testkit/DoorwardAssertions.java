package org.doorward.testkit;

import org.doorward.control.AuditStatus;
import org.doorward.trail.TrailEvent;

/** Where assertions on what Doorward wrote and counted begin; beside AssertJ's own {@code Assertions}. */
public final class DoorwardAssertions {
    private DoorwardAssertions() {}

    /** Assertions on an event of a trail. */
    public static TrailEventAssert assertThat(TrailEvent event) {
        return new TrailEventAssert(event);
    }

    /** Assertions on the ledger; most hold at a quiescent point only, which {@link DoorwardExtension#ledger()} waits for. */
    public static LedgerAssert assertThat(AuditStatus ledger) {
        return new LedgerAssert(ledger);
    }
}
