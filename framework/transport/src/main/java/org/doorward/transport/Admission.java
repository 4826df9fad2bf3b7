package org.doorward.transport;

import java.util.function.LongSupplier;
import org.doorward.audit.Lane;
import org.doorward.control.LossReason;
import org.doorward.event.EventLayout;

/** Keep or lose: what an event needs before it goes into the backlog. Safe for all threads; does not wait, takes no lock, allocates nothing. */
final class Admission {
    private final Credits credits;
    private final RateLimit rate;
    private volatile int rateLimit;
    private volatile int bundleRateLimit;

    Admission(TransportSettings settings, Credits credits, LongSupplier nanos) {
        this.credits = credits;
        this.rate = new RateLimit(nanos);
        this.rateLimit = settings.rateLimit();
        this.bundleRateLimit = settings.bundleRateLimit();
    }

    int rateLimit() {
        return rateLimit;
    }

    /** Takes effect with the next event; what was used before counts on. */
    void rateLimit(int perSecond) {
        rateLimit = perSecond;
    }

    int bundleRateLimit() {
        return bundleRateLimit;
    }

    /** As {@link #rateLimit(int)}, for each account. */
    void bundleRateLimit(int perSecond) {
        bundleRateLimit = perSecond;
    }

    /** Null: room for this event is taken, and what {@link #spare} says. Else why not, and the reservation is given back. */
    LossReason admit(int length, Lane lane, int reserved, Reserve purpose, Account account) {
        if (length > EventLayout.MAXIMUM) {
            giveBack(reserved, purpose, account);
            return LossReason.OVERSIZE;
        }
        int charge = Backlog.charge(length);
        if (lane == Lane.LOSSY) {
            giveBack(reserved, purpose, account);
            // Its own limit first: what a bundle has too much of takes nothing from the limit of all.
            if (!account.rate().admit(bundleRateLimit) || !rate.admit(rateLimit)) {
                return LossReason.RATE;
            }
            return credits.tryTakeLossy(charge, account) ? null : LossReason.BACKLOG;
        }
        if (reserved == 0) {
            return credits.tryTake(charge, 1, purpose, account) ? null : LossReason.BACKLOG;
        }
        int difference = charge - Backlog.charge(reserved);
        if (difference > 0 && !credits.tryTake(difference, 0, purpose, account)) {
            giveBack(reserved, purpose, account);
            return LossReason.BACKLOG;
        }
        return null;
    }

    /**
     * How much more was reserved for an event that was admitted than it takes, and goes with it: it is given back when the event is. That is
     * four fifths of most reservations, and giving it back at once would cost the producer two more writes to words that all share; so
     * that is done only when room gets scarce. 0 then.
     */
    int spare(int length, Lane lane, int reserved, Reserve purpose, Account account) {
        int spare = lane == Lane.RELIABLE && reserved > 0 ? Backlog.charge(reserved) - Backlog.charge(length) : 0;
        if (spare <= 0) {
            return 0;
        }
        if (credits.isPlenty(purpose, account)) {
            return spare;
        }
        credits.release(spare, 0, purpose, account);
        return 0;
    }

    private void giveBack(int reserved, Reserve purpose, Account account) {
        if (reserved > 0) {
            credits.release(Backlog.charge(reserved), 1, purpose, account);
        }
    }
}
