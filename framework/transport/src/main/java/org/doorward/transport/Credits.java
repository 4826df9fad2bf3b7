package org.doorward.transport;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The budget of the backlog: who may take how much of it, in bytes and events at once. Exact: the limits are never passed, and nothing
 * that was given back is stranded.
 *
 * <pre>
 *   the backlog     |--------------- general -------------------------------|-- unbounded --|-- administrator --|
 *   lossy           |-- up to here --|                                       .               .                   .
 *   operations      |-- up to here -------------------------|                .               .                   .
 *   denials         |-- up to here ------------------------------------------|               .                   .
 *   unbounded                                                                |-- its own ----|                   .
 *   administrator                                                                            |-- its own --------|
 * </pre>
 *
 * Whoever has the lower mark gives way first, so that lossy events never take what operations need, nor operations what denials need.
 *
 * <p><b>Quota.</b> Below its mark an account may hold at most {@code share / (100 - share)} times what is still free: dynamic thresholds
 * (Choudhury and Hahne, 1998). With a share of 50 a flood of one bundle ends at a half, of two that last at a third each, of n at 1/(n+1)
 * each. And who holds something leaves an eighth free for those who hold nothing, however many floods begin at once: they may take
 * whatever is free, or large events would never fit. What others take in the same moment may make a quota too large by as much, never a
 * mark. The administrator's budget has no quotas.
 *
 * <p><b>Concurrency.</b> What is taken of a budget is one word (events in the upper 24 bits, bytes in the lower 40), changed by
 * compare-and-set, and so is what an account holds of it; taking is refused as a whole. One word for all threads, not stripes: at two
 * cores it costs less than what else an emission writes, and it leaves nothing behind in the stripe of a thread that went away. Waiting
 * is {@link Waiters}'.
 */
final class Credits {
    static final int GENERAL = 0;
    static final int UNBOUNDED = 1;
    static final int ADMINISTRATOR = 2;
    static final int BUDGETS = 3;
    /** Events of the administrator's budget, which the limit in events does not count. */
    static final int ADMINISTRATOR_EVENTS = 256;

    private static final int EVENT_SHIFT = 40;
    private static final long BYTES = (1L << EVENT_SHIFT) - 1;
    private static final Reserve[] PURPOSES = Reserve.values();
    private static final int LOSSY = PURPOSES.length;
    private static final int STRIDE = 16;
    /** Of the room, one part in so many is for those who hold nothing. */
    private static final int NEWCOMERS = 8;
    /** There is plenty of room while no more than one part in so many is taken. */
    private static final int PLENTY = 4;
    /** The least that an event takes. */
    private static final int LEAST = Backlog.charge(1);

    private final AtomicLongArray taken = new AtomicLongArray((BUDGETS + 1) * STRIDE);
    private final TransportSettings settings;
    private final Waiters waiters = new Waiters(this);
    private volatile Marks marks;
    private volatile boolean closed;

    /** How far each purpose may go, as words; the last is that of lossy events. */
    private record Marks(long[] most, int eventLimit, int share) {}

    Credits(TransportSettings settings) {
        this.settings = settings;
        this.marks = marks(settings.backlogLimit(), settings.bundleBacklogShare());
    }

    private Marks marks(int limit, int share) {
        long events = limit == 0 ? TransportSettings.MAXIMUM_EVENTS : limit;
        long unboundedEvents = Math.max(1, events * settings.unboundedShare() / 100);
        long denialEvents = Math.max(1, events * settings.denialShare() / 100);
        long operationEvents = events - unboundedEvents - denialEvents;
        long denialBytes = settings.backlogLimitBytes() * settings.denialShare() / 100;
        long unboundedBytes = settings.unboundedBytes();
        long operationBytes = settings.operationBytes();
        long lossyEvents = operationEvents - Math.max(1, operationEvents * settings.reliableShare() / 100);
        long lossyBytes = operationBytes - operationBytes * settings.reliableShare() / 100;
        long[] most = new long[LOSSY + 1];
        most[Reserve.OPERATION.ordinal()] = word(operationEvents, operationBytes);
        most[Reserve.DENIAL.ordinal()] = word(operationEvents + denialEvents, operationBytes + denialBytes);
        most[Reserve.UNBOUNDED.ordinal()] = word(unboundedEvents, unboundedBytes);
        most[Reserve.ADMINISTRATOR.ordinal()] = word(ADMINISTRATOR_EVENTS, TransportSettings.ADMINISTRATOR_BYTES);
        most[LOSSY] = word(lossyEvents, lossyBytes);
        return new Marks(most, limit, share);
    }

    static long word(long events, long bytes) {
        return (events << EVENT_SHIFT) + bytes;
    }

    static int budget(Reserve purpose) {
        return switch (purpose) {
            case OPERATION, DENIAL -> GENERAL;
            case UNBOUNDED -> UNBOUNDED;
            case ADMINISTRATOR -> ADMINISTRATOR;
        };
    }

    /** Sets the limit in events; what is taken already stays taken. */
    void limitEvents(int limit) {
        limit(limit, marks.share());
    }

    /** Sets the share of a bundle; what it holds already stays held. */
    void share(int percent) {
        limit(marks.eventLimit(), percent);
    }

    private void limit(int events, int share) {
        marks = marks(events, share);
        for (Reserve purpose : PURPOSES) {
            waiters.wake(purpose);
        }
    }

    /** The limit in events; 0 = the bytes alone count. */
    int eventLimit() {
        return marks.eventLimit();
    }

    /** The percentage of the room that one bundle may hold if nobody else holds any. */
    int share() {
        return marks.share();
    }

    /** Takes this much for a reliable event, at once or not at all. With no events, for one that has a part of it already: no quota then. */
    boolean tryTake(int bytes, int events, Reserve purpose, Account account) {
        return tryTake(word(events, bytes), budget(purpose), purpose.ordinal(), account);
    }

    /** Takes this much for a lossy event, at once or not at all; released as of {@link Reserve#OPERATION}. */
    boolean tryTakeLossy(int bytes, Account account) {
        return tryTake(word(1, bytes), GENERAL, LOSSY, account);
    }

    private boolean tryTake(long word, int budget, int mark, Account account) {
        Marks now = marks;
        long most = now.most()[mark];
        if (closed || !hold(word, budget, most, now.share(), account)) {
            return false;
        }
        int cell = cell(budget);
        while (true) {
            long seen = taken.get(cell);
            long next = seen + word;
            if ((next & BYTES) > (most & BYTES) || next >>> EVENT_SHIFT > most >>> EVENT_SHIFT) {
                account.hold(budget, -word);
                return false;
            }
            if (taken.compareAndSet(cell, seen, next)) {
                return true;
            }
        }
    }

    private boolean hold(long word, int budget, long most, int share, Account account) {
        while (true) {
            long seen = account.held(budget);
            long next = seen + word;
            boolean free = budget == ADMINISTRATOR || share == 100 || seen == 0 || word >>> EVENT_SHIFT == 0;
            if (!free && !isWithin(next, most, taken.get(cell(budget)) + word, share)) {
                return false;
            }
            if (account.held(budget, seen, next)) {
                return true;
            }
        }
    }

    private static boolean isWithin(long held, long most, long all, int share) {
        return isWithinOne(held & BYTES, most & BYTES, all & BYTES, share)
                && isWithinOne(held >>> EVENT_SHIFT, most >>> EVENT_SHIFT, all >>> EVENT_SHIFT, share);
    }

    private static boolean isWithinOne(long held, long most, long all, int share) {
        return held * (100 - share) <= (most - all) * share && all <= most - most / NEWCOMERS;
    }

    /** Takes this much for so many events, waiting at most so long. Who waits already is served first, which is fair but no promise. */
    boolean take(int bytes, int events, Reserve purpose, Account account, long waitNanos) {
        if (!waiters.any(purpose) && tryTake(bytes, events, purpose, account)) {
            return true;
        }
        return waitNanos > 0
                ? waiters.await(bytes, events, purpose, account, waitNanos)
                : tryTake(bytes, events, purpose, account);
    }

    /** Whether there may be room for some event, at a glance. */
    boolean mayHaveRoom(Reserve purpose, Account account) {
        Marks now = marks;
        int budget = budget(purpose);
        long all = taken.get(cell(budget)) + word(1, LEAST);
        long most = now.most()[purpose.ordinal()];
        long held = account.held(budget);
        return (all & BYTES) <= (most & BYTES)
                && all >>> EVENT_SHIFT <= most >>> EVENT_SHIFT
                && (budget == ADMINISTRATOR
                        || now.share() == 100
                        || held == 0
                        || isWithin(held + word(1, LEAST), most, all, now.share()));
    }

    /** Whether neither the room nor the account's quota is used by more than a quarter, in bytes. */
    boolean isPlenty(Reserve purpose, Account account) {
        Marks now = marks;
        int budget = budget(purpose);
        long most = now.most()[purpose.ordinal()] & BYTES;
        long all = taken.get(cell(budget)) & BYTES;
        long held = account.held(budget) & BYTES;
        return PLENTY * all <= most && PLENTY * held * (100 - now.share()) <= (most - all) * now.share();
    }

    /** Gives back what was taken, whole or in part. */
    void release(long bytes, int events, Reserve purpose, Account account) {
        long word = word(events, bytes);
        account.hold(budget(purpose), -word);
        giveBack(budget(purpose), word);
    }

    /** Gives back to a budget what no account holds any more. */
    void giveBack(int budget, long word) {
        taken.getAndAdd(cell(budget), -word);
        switch (budget) {
            case GENERAL -> {
                waiters.wakeIfAny(Reserve.DENIAL);
                waiters.wakeIfAny(Reserve.OPERATION);
            }
            case UNBOUNDED -> waiters.wakeIfAny(Reserve.UNBOUNDED);
            default -> waiters.wakeIfAny(Reserve.ADMINISTRATOR);
        }
    }

    /** The room for one event was taken for somebody else than whose it is: it goes over, whatever the quotas. */
    void assign(int bytes, Reserve purpose, Account from, Account to) {
        long word = word(1, bytes);
        to.hold(budget(purpose), word);
        from.hold(budget(purpose), -word);
    }

    /** Refuses everybody from now on, those who wait included. */
    void close() {
        closed = true;
        waiters.close();
    }

    boolean isClosed() {
        return closed;
    }

    Waiters waiters() {
        return waiters;
    }

    /** Bytes taken of all budgets. */
    long takenBytes() {
        return sum() & BYTES;
    }

    /** Events taken of all budgets. */
    long takenEvents() {
        return sum() >>> EVENT_SHIFT;
    }

    private long sum() {
        long sum = 0;
        for (int budget = 0; budget < BUDGETS; budget++) {
            sum += taken.get(cell(budget));
        }
        return sum;
    }

    /** Events that an account holds: in the backlog, or reserved. */
    static long heldEvents(Account account) {
        return held(account) >>> EVENT_SHIFT;
    }

    /** Bytes that an account holds. */
    static long heldBytes(Account account) {
        return held(account) & BYTES;
    }

    private static long held(Account account) {
        long sum = 0;
        for (int budget = 0; budget < BUDGETS; budget++) {
            sum += account.held(budget);
        }
        return sum;
    }

    private static int cell(int budget) {
        return (budget + 1) * STRIDE;
    }
}
