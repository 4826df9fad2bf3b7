package org.doorward.transport;

import org.doorward.audit.Lane;
import org.doorward.control.LossReason;

/**
 * What the drain owes to accounts and has not entered there yet, so that it touches an account once for many events: what it has appended
 * since the last flush, and what it has taken from the backlog since it last gave room back. The drain's own.
 */
final class Tally {
    private static final Lane[] LANES = Lane.values();

    private final Accounts accounts;
    private final long[] appended = new long[Accounts.CAPACITY * LANES.length];
    private final long[] passed = new long[Accounts.CAPACITY * Credits.BUDGETS];
    private final int[] touched = new int[Accounts.CAPACITY];
    private final boolean[] known = new boolean[Accounts.CAPACITY];
    private int size;

    Tally(Accounts accounts) {
        this.accounts = accounts;
    }

    private void touch(int account) {
        if (!known[account]) {
            known[account] = true;
            touched[size++] = account;
        }
    }

    /** An event is in the sink, but may yet be lost. */
    void append(int account, Lane lane) {
        touch(account);
        appended[account * LANES.length + lane.ordinal()]++;
    }

    /** A frame of this account was taken from the backlog, whose room is not given back yet. */
    void pass(int account, int budget, int charge) {
        touch(account);
        passed[account * Credits.BUDGETS + budget] += Credits.word(1, charge);
    }

    /** Enters in the accounts that they hold no more what was passed. What the budgets get back is the caller's to give. */
    void free() {
        for (int i = 0; i < size; i++) {
            int account = touched[i];
            for (int budget = 0; budget < Credits.BUDGETS; budget++) {
                int cell = account * Credits.BUDGETS + budget;
                if (passed[cell] != 0) {
                    accounts.at(account).hold(budget, -passed[cell]);
                    passed[cell] = 0;
                }
            }
        }
    }

    /**
     * Enters what was appended as written, or as lost, and forgets it; after {@link #free}.
     *
     * @param failure null: written
     */
    void settle(LossReason failure, Ledger ledger) {
        for (int i = 0; i < size; i++) {
            Account account = accounts.at(touched[i]);
            for (Lane lane : LANES) {
                int cell = touched[i] * LANES.length + lane.ordinal();
                if (appended[cell] != 0) {
                    if (failure == null) {
                        account.written(lane, appended[cell]);
                    } else {
                        ledger.lose(account, lane, failure, appended[cell]);
                    }
                    appended[cell] = 0;
                }
            }
            known[touched[i]] = false;
        }
        size = 0;
    }
}
