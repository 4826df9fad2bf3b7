package org.doorward.trail.store;

import org.doorward.event.ErrorHandler;
import org.doorward.event.Facts;

/**
 * Whether the trail records, by the action {@code suspend}. Where auditd waits for a signal, the trail goes on by itself when the stage is
 * left. Belongs to the drain's thread, but for {@link #isSuspended}.
 *
 * <p>While a limit of space or size suspends, facts and the administrator's events are taken: that space is kept for them. A disk that is full or
 * fails takes nothing, until it is worth a try; and only what was written then ends it.
 */
final class Suspension {
    /** Why, where no stage of the disk is the reason. */
    static final String MAX_LOG_FILE = "max-log-file";

    private final TrailFacts facts;
    private final ErrorHandler errors;
    private volatile String reason;
    private boolean total;
    private boolean onTrial;

    Suspension(TrailFacts facts, ErrorHandler errors) {
        this.facts = facts;
        this.errors = errors;
    }

    /** Any thread. */
    boolean isSuspended() {
        return reason != null;
    }

    boolean isBy(String other) {
        return other.equals(reason);
    }

    /** Whether nothing at all is taken. */
    boolean isTotal() {
        return reason != null && total && !onTrial;
    }

    /** Whether ordinary events are refused. */
    boolean refusesOrdinary() {
        return reason != null && !onTrial;
    }

    String reason() {
        return reason;
    }

    void begin(String why, boolean nothingAtAll) {
        if (reason == null) {
            errors.error("the trail is suspended: [" + why + "]", null);
        }
        if (reason == null || nothingAtAll) {
            reason = why;
            total = nothingAtAll;
        }
        onTrial = false;
    }

    /** It may be over: the next write shows it. */
    void tryOut() {
        onTrial = true;
    }

    void end(String why) {
        if (isBy(why)) {
            reason = null;
            onTrial = false;
            sayResumed(why);
        }
    }

    /** Recording goes on. */
    void sayResumed(String why) {
        facts.add(fact -> Facts.resume(fact, why));
        errors.error("the trail goes on after [" + why + "]", null);
    }
}
