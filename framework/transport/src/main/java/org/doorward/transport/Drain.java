package org.doorward.transport;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.doorward.audit.Lane;
import org.doorward.control.FailureMode;
import org.doorward.control.LossReason;
import org.doorward.event.ErrorHandler;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventLayout;
import org.doorward.event.EventSink;
import org.doorward.event.Facts;

/**
 * The one consumer: takes events from the backlog to the sink, in runs.
 *
 * <pre>
 *   run:  append*  -> facts on losses, if a window ended  ->  flush, or sync if it is due or somebody waits  ->  settle
 *                  -> facts of the sink -> flush -> settle
 * </pre>
 *
 * An event counts as written when the flush or sync after it has returned, and as lost when its append, or that flush or sync, threw:
 * exactly one of both, and nothing is tried twice. What the sink throws, of any kind, ends neither the drain nor the rest of the run.
 *
 * <p>The facts on losses go straight to the sink: the drain never waits for room in its own backlog. The losses that a fact tells come
 * back if the fact is lost itself, so that each loss is told once, by a record that was written.
 */
final class Drain implements Runnable {
    /** A run ends after so many bytes, so that producers under full load see their events flushed. */
    private static final int RUN_BYTES = 1 << 20;

    /** Room goes back to producers in such pieces. */
    private static final int FREE_BYTES = 1 << 16;

    private static final long WINDOW_NANOS = 1_000_000_000L;
    private static final int FACT_ROUNDS = 4;
    private static final Lane[] LANES = Lane.values();
    private static final LossReason[] REASONS = LossReason.values();

    private final TransportSettings settings;
    private final EventSink sink;
    private final ErrorHandler errors;
    private final LongSupplier nanos;
    private final Backlog backlog;
    private final Credits credits;
    private final Accounts accounts;
    private final Ledger ledger;
    private final Tally tally;
    private final Stamps stamps;
    private final Commits commits;
    private final Sleep sleep;

    private final byte[] event = new byte[EventLayout.MAXIMUM];
    private final EventEncoder fact = new EventEncoder();
    /** Appended since the last flush or sync that returned; one for each lane. */
    private final LossWindow[] appended = {new LossWindow(), new LossWindow()};

    private final LossWindow one = new LossWindow();
    /** What the facts among {@link #appended} tell. */
    private final LossWindow[] told = Ledger.windows();

    private final LossWindow[] untold = Ledger.windows();
    private long eventsSinceSync;
    private boolean windowOpen;
    private long windowStart;
    private boolean asked;
    private long askedAt;
    private boolean reported;
    private long reportedAt;

    private int unfreedBytes;
    private int unfreedEvents;
    /** What goes back to each budget, as words. */
    private final long[] unfreed = new long[Credits.BUDGETS];

    private volatile long drained;
    private volatile long drainedBytes;
    private volatile long highWater;
    private volatile long highWaterBytes;
    private volatile boolean broken;
    private volatile boolean closing;
    private volatile TransportSettings flushing;
    private volatile FailureMode failureMode;

    Drain(
            TransportSettings settings,
            EventSink sink,
            ErrorHandler errors,
            LongSupplier nanos,
            Backlog backlog,
            Credits credits,
            Accounts accounts,
            Ledger ledger,
            Stamps stamps,
            Commits commits,
            Sleep sleep) {
        this.settings = settings;
        this.flushing = settings;
        this.failureMode = settings.failureMode();
        this.sink = sink;
        this.errors = errors;
        this.nanos = nanos;
        this.backlog = backlog;
        this.credits = credits;
        this.accounts = accounts;
        this.ledger = ledger;
        this.tally = new Tally(accounts);
        this.stamps = stamps;
        this.commits = commits;
        this.sleep = sleep;
    }

    /** Any thread: the sink failed last time. */
    boolean isBroken() {
        return broken;
    }

    /** Any thread: when the runs from now on are synced though nobody waits. */
    void flushing(TransportSettings as) {
        flushing = as;
    }

    TransportSettings flushing() {
        return flushing;
    }

    /** Any thread: events in the backlog. */
    long backlog() {
        // Drained first: an event that is drained in between does not make the difference negative.
        long ended = drained;
        return Math.max(0, ledger.admitted() - ended);
    }

    /** Any thread: the most that {@link #backlog} has been when something was taken from it. */
    long backlogHighWater() {
        return highWater;
    }

    /** Any thread: bytes of the backlog that are in use. */
    long backlogBytes() {
        long ended = drainedBytes;
        return Math.max(0, backlog.tail() - ended);
    }

    /** Any thread: the most that {@link #backlogBytes} has been when something was taken from it. */
    long backlogHighWaterBytes() {
        return highWaterBytes;
    }

    /** Any thread: after the claims before the backlog was closed, there will be no more. */
    void close() {
        closing = true;
        sleep.wakeNow();
    }

    @Override
    public void run() {
        boolean last = false;
        while (!last) {
            last = closing && backlog.isEmpty();
            boolean worked = false;
            try {
                worked = work(last);
            } catch (Throwable e) { // of our own making, or no memory: the drain goes on
                report("the drain failed", e);
            }
            if (worked) {
                sleep.worked();
            } else if (!last && sleep.rest()) {
                park();
            }
        }
        commits.end();
    }

    /*
     * What is looked at after the announcement is all that a wake-up stands for. A ticket counts once its position is set, which comes
     * before its wake-up: one that has none yet wakes the drain when it gets it.
     */
    private void park() {
        sleep.announce();
        if (!backlog.isEmpty()) {
            sleep.stay();
            sleep.nap();
        } else if (commits.anyBefore(backlog.head()) || closing) {
            sleep.stay();
        } else {
            sleep.park(Math.max(1, Math.min(windowLeft(), askedAt + WINDOW_NANOS - nanos.getAsLong())));
        }
    }

    private boolean work(boolean last) {
        int bytes = 0;
        try {
            for (int length = backlog.next(); length != 0 && bytes < RUN_BYTES; length = backlog.next()) {
                bytes += take(length);
                if (unfreedBytes >= FREE_BYTES) {
                    free();
                }
            }
        } finally {
            free();
            boolean probe = false;
            try {
                probe = tellLosses(last);
            } finally {
                endRun(last, probe);
                tellFacts(last, bytes > 0);
            }
        }
        return bytes > 0;
    }

    /**
     * Appends what the sink has to say of itself, before any further event: DAEMON_ROTATE is the first record of its segment. A fact needs no
     * room in the backlog. One that is lost is counted as any other event, and it is the sink's to say it again.
     */
    private void tellFacts(boolean last, boolean worked) {
        long now = nanos.getAsLong();
        if (!worked && !last && asked && now - askedAt < WINDOW_NANOS) {
            return;
        }
        asked = true;
        askedAt = now;
        for (int round = 0; round < FACT_ROUNDS; round++) { // taking facts may itself bring some
            boolean told = false;
            while (sink.nextFact(fact)) {
                stamps.next(fact);
                accounts.core().admitted(Lane.RELIABLE, 1);
                drained++;
                append(fact.array(), fact.length(), Lane.RELIABLE, fact.serial(), accounts.core());
                told = true;
            }
            if (!told) {
                return;
            }
            endRun(last, false);
        }
    }

    private int take(int length) {
        int mark = backlog.mark();
        int charge = Backlog.charge(Math.abs(length));
        long serial = backlog.serial();
        if (length > 0) {
            backlog.copy(event, length);
        }
        backlog.advance(length);
        int account = Mark.account(mark);
        int budget = Mark.budget(mark);
        unfreedBytes += charge;
        unfreedEvents++;
        int room = charge + Mark.spare(mark);
        unfreed[budget] += Credits.word(1, room);
        tally.pass(account, budget, room);
        if (length > 0) {
            boolean kept = false;
            try {
                kept = append(event, length, Mark.lane(mark), serial, accounts.at(account));
            } finally {
                if (!kept && Mark.awaited(mark)) {
                    commits.lost(backlog.head());
                }
            }
        }
        return charge;
    }

    private boolean append(byte[] bytes, int length, Lane lane, long serial, Account account) {
        try {
            sink.append(bytes, 0, length);
            appended[lane.ordinal()].add(serial, account);
            tally.append(account.index(), lane);
            eventsSinceSync++;
            return true;
        } catch (Throwable e) {
            broken = true;
            LossReason reason = reason(e);
            one.clear();
            one.add(serial, account);
            ledger.lose(account, lane, reason, 1);
            ledger.tell(lane, reason, one);
            report("an event was not appended to the trail and is lost: serial [" + serial + "]", e);
            return false;
        }
    }

    private void free() {
        if (unfreedBytes == 0) {
            return;
        }
        highWater = Math.max(highWater, backlog());
        highWaterBytes = Math.max(highWaterBytes, backlogBytes());
        backlog.free();
        drained += unfreedEvents;
        drainedBytes = backlog.head();
        unfreedBytes = 0;
        unfreedEvents = 0;
        tally.free();
        for (int budget = 0; budget < Credits.BUDGETS; budget++) {
            long word = unfreed[budget];
            if (word != 0) {
                unfreed[budget] = 0;
                credits.giveBack(budget, word);
            }
        }
    }

    /** Makes what was appended count. */
    private void endRun(boolean last, boolean probe) {
        boolean awaited = commits.anyBefore(backlog.head());
        TransportSettings now = flushing;
        boolean sync = awaited || last || probe || now.flush().due(eventsSinceSync, now.freq());
        if (!sync && appended[0].isEmpty() && appended[1].isEmpty()) {
            return;
        }
        Throwable failure = null;
        try {
            if (sync) {
                eventsSinceSync = 0;
                sink.sync();
            } else {
                sink.flush();
            }
        } catch (Throwable e) {
            failure = e;
        }
        settle(failure == null ? null : reason(failure));
        if (sync) {
            commits.settle(backlog.head(), failure == null);
        }
        if (failure != null) {
            report("the trail did not take what was appended, which is lost", failure);
        }
    }

    private void settle(LossReason failure) {
        tally.settle(failure, ledger);
        for (Lane lane : LANES) {
            LossWindow events = appended[lane.ordinal()];
            if (failure != null) {
                ledger.tell(lane, failure, events);
            }
            events.clear();
        }
        if (failure != null) {
            putBack(told);
        }
        for (LossWindow losses : told) {
            losses.clear();
        }
        broken = failure != null;
    }

    /** Appends a fact for each lane and reason that lost, once a window. True if the sink is to be tried though there is nothing to say. */
    private boolean tellLosses(boolean last) {
        boolean untoldLosses = ledger.hasUntold();
        if (!untoldLosses && !broken) {
            windowOpen = false;
            return false;
        }
        if (!windowOpen) {
            windowOpen = true;
            windowStart = nanos.getAsLong();
        }
        if (!last && windowLeft() > 0) {
            return false;
        }
        windowOpen = false;
        if (!untoldLosses) {
            return broken;
        }
        ledger.takeUntold(untold);
        try {
            for (int i = 0; i < untold.length; i++) {
                if (!untold[i].isEmpty()) {
                    tell(i, LANES[i / REASONS.length], REASONS[i % REASONS.length]);
                }
            }
        } finally {
            putBack(untold);
        }
        return false;
    }

    private void tell(int cell, Lane lane, LossReason reason) {
        LossWindow losses = untold[cell];
        Facts.lost(fact, reason, lane, losses.count(), losses.first(), losses.last(), losses.bundle());
        stamps.next(fact);
        accounts.core().admitted(Lane.RELIABLE, 1);
        drained++;
        if (append(fact.array(), fact.length(), Lane.RELIABLE, fact.serial(), accounts.core())) {
            told[cell].add(losses);
            losses.clear();
            if (failureMode != FailureMode.SILENT) {
                say(told[cell], lane, reason);
            }
        }
    }

    void failureMode(FailureMode mode) {
        failureMode = mode;
    }

    FailureMode failureMode() {
        return failureMode;
    }

    private void say(LossWindow losses, Lane lane, LossReason reason) {
        handle(
                "lost [" + losses.count() + "] events of lane [" + lane.token() + "], reason [" + reason.token()
                        + "], serials [" + losses.first() + "] to [" + losses.last() + "]",
                null);
    }

    /** Another fact is to tell these. */
    private void putBack(LossWindow[] windows) {
        for (int i = 0; i < windows.length; i++) {
            if (!windows[i].isEmpty()) {
                ledger.putBack(i, windows[i]);
            }
        }
    }

    private long windowLeft() {
        return windowOpen ? windowStart + WINDOW_NANOS - nanos.getAsLong() : WINDOW_NANOS;
    }

    private static LossReason reason(Throwable thrown) {
        return thrown instanceof IOException ? LossReason.DISK : LossReason.SINK;
    }

    /** Faults of the sink come in floods: one message in a window. */
    private void report(String message, Throwable cause) {
        long now = nanos.getAsLong();
        if (!reported || now - reportedAt >= WINDOW_NANOS) {
            reported = true;
            reportedAt = now;
            handle(message, cause);
        }
    }

    private void handle(String message, Throwable cause) {
        try {
            errors.error(message, cause);
        } catch (Throwable e) {
            // It promised not to throw; there is nobody left to tell.
        }
    }
}
