package org.doorward.transport;

import org.doorward.audit.Lane;

/**
 * What the drain must know of a frame without looking into its event.
 *
 * <pre>
 *   bit 0        lossy lane
 *   bits 1, 2    the budget that its room is of
 *   bit 3        somebody waits for it to be durable
 *   bits 8 to 17 index of the account
 *   from bit 18  room beyond the event's own that is given back with it, in units of 16 bytes
 * </pre>
 */
final class Mark {
    private static final int LOSSY = 1;
    private static final int BUDGET_SHIFT = 1;
    private static final int BUDGET = 3;
    private static final int AWAITED = 8;
    private static final int ACCOUNT_SHIFT = 8;
    private static final int ACCOUNT = Accounts.CAPACITY - 1;
    private static final int SPARE_SHIFT = 18;
    private static final int SPARE_UNIT = 16;

    private Mark() {}

    /** @param spare room beyond the event's own: a multiple of 16, less than 256 KiB */
    static int of(Lane lane, int budget, boolean awaited, Account account, int spare) {
        return (lane == Lane.LOSSY ? LOSSY : 0)
                | budget << BUDGET_SHIFT
                | (awaited ? AWAITED : 0)
                | account.index() << ACCOUNT_SHIFT
                | spare / SPARE_UNIT << SPARE_SHIFT;
    }

    static Lane lane(int mark) {
        return (mark & LOSSY) != 0 ? Lane.LOSSY : Lane.RELIABLE;
    }

    static int budget(int mark) {
        return mark >>> BUDGET_SHIFT & BUDGET;
    }

    static boolean awaited(int mark) {
        return (mark & AWAITED) != 0;
    }

    static int account(int mark) {
        return mark >>> ACCOUNT_SHIFT & ACCOUNT;
    }

    static int spare(int mark) {
        return (mark >>> SPARE_SHIFT) * SPARE_UNIT;
    }
}
