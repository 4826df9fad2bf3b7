package org.doorward.testkit;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.doorward.audit.Lane;
import org.doorward.control.AccountStatus;
import org.doorward.control.AuditStatus;
import org.doorward.control.LossReason;

/** Assertions on what became of every event. Made by {@link DoorwardAssertions#assertThat(AuditStatus)}. */
public final class LedgerAssert extends AbstractAssert<LedgerAssert, AuditStatus> {
    LedgerAssert(AuditStatus actual) {
        super(actual, LedgerAssert.class);
    }

    /** Every event that was emitted was written or is counted as lost, in each lane and in each account. */
    public LedgerAssert isExact() {
        isNotNull();
        for (Lane lane : Lane.values()) {
            if (actual.emitted(lane) != actual.written(lane) + lost(actual, lane)) {
                failWithMessage(
                        "expected emitted == written + lost in lane [%s], but: %s", lane.token(), words(actual));
            }
            for (AccountStatus account : actual.accounts()) {
                isExact(account, lane);
            }
        }
        return this;
    }

    private void isExact(AccountStatus account, Lane lane) {
        long lost = Arrays.stream(LossReason.values())
                .mapToLong(reason -> account.lost(lane, reason))
                .sum();
        if (account.emitted(lane) != account.written(lane) + lost) {
            failWithMessage(
                    "expected emitted == written + lost in lane [%s] of account [%s], but: emitted=%s written=%s lost=%s",
                    lane.token(), account.label(), account.emitted(lane), account.written(lane), lost);
        }
    }

    /** Nothing was lost, in no lane, for no reason. */
    public LedgerAssert hasLostNothing() {
        isNotNull();
        for (Lane lane : Lane.values()) {
            if (lost(actual, lane) != 0) {
                failWithMessage("expected nothing to be lost, but: %s", words(actual));
            }
        }
        return this;
    }

    /** So many events of the lane were lost for this reason. */
    public LedgerAssert hasLost(Lane lane, LossReason reason, long count) {
        isNotNull();
        if (actual.lost(lane, reason) != count) {
            failWithMessage(
                    "expected [%s] lost in lane [%s] by [%s], but: %s",
                    count, lane.token(), reason.token(), words(actual));
        }
        return this;
    }

    /** So many events of the lane are in the trail. */
    public LedgerAssert hasWritten(Lane lane, long count) {
        isNotNull();
        if (actual.written(lane) != count) {
            failWithMessage("expected [%s] written in lane [%s], but: %s", count, lane.token(), words(actual));
        }
        return this;
    }

    static long lost(AuditStatus ledger, Lane lane) {
        return Arrays.stream(LossReason.values())
                .mapToLong(reason -> ledger.lost(lane, reason))
                .sum();
    }

    /** The ledger in a line: {@code reliable: emitted=3 written=2 lost=1 (disk=1); lossy: ...}. */
    static String words(AuditStatus ledger) {
        return Arrays.stream(Lane.values())
                .map(lane -> lane.token() + ": emitted=" + ledger.emitted(lane) + " written=" + ledger.written(lane)
                        + " lost=" + lost(ledger, lane)
                        + Arrays.stream(LossReason.values())
                                .filter(reason -> ledger.lost(lane, reason) != 0)
                                .map(reason -> reason.token() + "=" + ledger.lost(lane, reason))
                                .collect(Collectors.joining(" ", " (", ")")))
                .collect(Collectors.joining("; "));
    }
}
