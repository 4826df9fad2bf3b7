package org.doorward.transport;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.doorward.audit.Lane;
import org.doorward.control.FailureMode;
import org.doorward.control.LossReason;
import org.doorward.event.Commit;
import org.doorward.event.ErrorHandler;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventLayout;
import org.doorward.event.EventSink;

/*
 * Every way to lose a record, and the test that shows that it is counted. Reasons in brackets.
 *  lossy lane
 *  - over the rate limit of its bundle [rate]:           BundleQuotaTest.aBundleOverItsRateTakesNothingFromTheRateOfAll
 *  - its bundle is over its quota [backlog]:             BundleQuotaTest.aFloodEndsAtHalf...
 *  - over the rate limit [rate]:                         TransportTest.whatIsOverTheRateLimitIsLostAndTheReliableLaneIsNot
 *  - less room than the reliable lane must find [backlog]: TransportTest.lossyEventsGiveWayFirst
 *  reliable lane
 *  - nothing reserved and no room [backlog]:             TransportTest.whatIsReservedIsKeptAlthoughTheBacklogIsFull
 *  - a reservation waited in vain, and the operation went on [backlog]: TransportWaitTest.noRoomAfterTheWaitIsZero...
 *  - larger than its reservation, and no room for the rest [backlog]: TransportTest.anEventLargerThanItsReservation...
 *  both
 *  - larger than any event [oversize]: the encoder cuts before, EventEncoderTest.anEventNeverPassesTheMaximum
 *  - its producer fails while it copies, for want of stack or memory [backlog]: BacklogTest.aProducerThatFailsWhileItCopiesHoldsNobodyUp
 *  - emitted after close, or while it closes [backlog]:  TransportTest.whatIsEmittedAfterClose..., TransportLoadTest.closeUnderLoad...
 *  - the sink's append, flush or sync throws [disk: an IOException; sink: anything else]: TransportFaultTest.whatTheSinkDidNotTake...
 *  - the record on losses is lost itself [disk, sink]:   TransportFaultTest.aRecordOnLossesThatIsLostItselfIsReplacedByAnother
 *  not counted, since there is nobody left to count
 *  - the process or the machine dies with events in the backlog, or written and not synced. What commit=exit acknowledged is not among
 *    them: TransportTest.manyCallersShareOneSync. A trail that does not end with DAEMON_END says that it may have happened.
 *
 * How a record could be lost uncounted, a caller be blocked, or something leak, and the test that shows that it does not:
 *  - an event vanishes or is mixed with another in the ring: BacklogPropertyTest
 *  - a producer fails between claim and publication, and the drain waits for it: BacklogTest.aProducerThatFailsWhileItCopiesHoldsNobodyUp
 *  - a reliable event finds no room though it was reserved: TransportLoadTest.noReliableEventWithAReservationIsLostWhileBothLanesOverflow
 *  - a flood of one sort takes another's room: TransportTest.lossyEventsGiveWayFirst, .denialsAndUnboundedOperationsHaveRoomOfTheirOwn
 *  - a flood of bundles takes another's room:            BundleQuotaTest.anyNumberOfFloods..., .twoFloodsOfDenials..., .tenThousandOperations...
 *  - one that waits for its quota holds up others:       BundleQuotaTest.oneOverItsQuotaWaitsForItsOwnRoomAndHoldsNobodyUp
 *  - a loss is another bundle's:                         AccountLoadTest; LedgerAssert.exact, after every test
 *  - bundles without end fill the memory:                BundleQuotaTest.whatFindsNoPlaceInTheTableSharesAnAccount
 *  - an account keeps a class loader:                    it holds two strings
 *  - a loss leaves no gap, or a gap no loss: LedgerAssert.exact, after every test
 *  - a loss is never told, or told twice: LedgerAssert.told; TransportFaultTest; TransportWaitTest.aLossWakesAParkedDrainThatTellsIt
 *  - a record on losses counts others' gaps: TransportLoadTest.theCountOfARecordIsExactlyWhatIsMissingBetweenItsSerials
 *  - the clock jumps and the order breaks: StampsTest
 *  - the sink throws, whatever, whenever: TransportFaultTest.whatTheSinkDidNotTakeIsLostOnceAndTheDrainGoesOn
 *  - the error handler throws: the same test
 *  - an event is acknowledged before it is durable: TransportTest.manyCallersShareOneSync; TransportFaultTest
 *  - an event is emitted while the transport closes: TransportLoadTest.closeUnderLoadLosesNothingUncounted
 *  - a wake-up is lost, of the drain or of one who waits for room: TransportWaitTest; DrainTest
 *  - one that wants much holds up those who want little: TransportWaitTest.aSmallReservationIsNotHeldUpByALargeOne
 *  - the sink or the error handler waits for its own thread: TransportTest.theDrainDoesNotWaitForItself
 *  - operations that need room for two events hold each other up: TransportTest.theRoomOfAnEntryAndOfItsEndIsTakenAtOnce...
 *  - a wait for room outlives the backlog wait time or close: TransportWaitTest.noRoomAfterTheWaitIsZero..., .closeSendsThoseAway...
 *  - an interrupt loses the record, is swallowed, or reaches the trail's channel: TransportWaitTest.anInterrupt..., .theDrainCannotBeInterrupted
 *  - a virtual thread keeps its carrier while it waits: TransportWaitTest.aThousandThreadsWaitForDurabilityAtOnce
 *  - an emission allocates: AllocationTest
 * Not prevented here: a sink that hangs holds up those who wait for durability, and close, for as long as it hangs.
 */
/**
 * Takes events from any thread to one {@link EventSink}, through one bounded backlog with two lanes, and accounts for every one.
 *
 * <pre>
 *   operation                                             drain (one thread)
 *   reserve ---- credits --------------------------------- released, waiters woken
 *      |                                                       ^
 *   emit: stamp + serial -> claim, copy, publish -> backlog -> sink.append ... flush | sync
 *      |                                                       |
 *      +-- refused: counted with its serial                    +-- written | lost, settled
 * </pre>
 *
 * <p><b>Threads.</b> Safe for all threads; an {@link EventEncoder} that is handed in belongs to its caller and is not kept. <b>Blocking.</b>
 * {@link #reserve} waits for room, at most the backlog wait time; {@link #emit(EventEncoder, int, Reserve, Commit)} waits with every
 * {@link Commit} but {@code NONE}, for as long as the sync takes; nothing else blocks but {@link #close}. No interrupt ends a wait; the flag stays
 * set. With {@code NONE} an emission that succeeds allocates nothing and takes no lock. No parameter may be {@code null}.
 */
public final class Transport implements AutoCloseable {
    private final TransportSettings settings;
    private final Backlog backlog;
    private final Credits credits;
    private final EventSink sink;
    private final Accounts accounts;
    private final Ledger ledger;
    private final Stamps stamps;
    private final Admission admission;
    private final Commits commits = new Commits();
    private final Sleep sleep = new Sleep();
    private final Drain drain;
    private final DrainThread thread;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long backlogWaitTimeMillis;

    /** A transport that does not drain before {@link #start}. Takes the memory of the backlog at once. The sink is not closed by it. */
    public Transport(TransportSettings settings, EventSink sink, ErrorHandler errors) {
        this(settings, sink, errors, 0);
    }

    /**
     * A transport into a sink that holds events already: serials go on after its last one.
     *
     * @param lastSerial the serial of the sink's last event; 0 if there is none
     */
    public Transport(TransportSettings settings, EventSink sink, ErrorHandler errors, long lastSerial) {
        this(settings, sink, errors, new Stamps(System::currentTimeMillis, lastSerial), System::nanoTime);
    }

    Transport(
            TransportSettings settings,
            EventSink sink,
            ErrorHandler errors,
            LongSupplier wallMillis,
            LongSupplier nanos) {
        this(settings, sink, errors, new Stamps(wallMillis), nanos);
    }

    private Transport(
            TransportSettings settings, EventSink sink, ErrorHandler errors, Stamps stamps, LongSupplier nanos) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.sink = Objects.requireNonNull(sink, "sink");
        Objects.requireNonNull(errors, "errors");
        backlog = new Backlog(settings.backlogLimitBytes());
        credits = new Credits(settings);
        accounts = new Accounts(nanos);
        ledger = new Ledger(accounts);
        this.stamps = stamps;
        admission = new Admission(settings, credits, nanos);
        backlogWaitTimeMillis = settings.backlogWaitTimeMillis();
        drain = new Drain(settings, sink, errors, nanos, backlog, credits, accounts, ledger, stamps, commits, sleep);
        thread = new DrainThread(drain);
        sleep.owner(thread);
    }

    /** Starts the drain. Once; later calls do nothing. */
    public void start() {
        if (started.compareAndSet(false, true)) {
            thread.start();
        }
    }

    /**
     * The account of a subject: made when it is first asked for, and the same ever after. There are at most 1,024; later ones share one,
     * {@code (many)}. Allocates nothing and takes no lock if it is there.
     *
     * @param label the subject, as in {@code subj=}
     * @param bundle what records on losses call it
     */
    public Account account(String label, String bundle) {
        return accounts.of(label, bundle);
    }

    /**
     * Takes room for one event before the operation starts, so that it never runs without room for its record. Waits at most the
     * backlog wait time, also if it is the account's quota that leaves no room. What is returned is to be handed to {@link
     * #emit(EventEncoder, int, Reserve, Account, Commit)} or {@link #release}, with the same purpose and account, exactly once.
     *
     * @param bytes the event's upper bound; more than {@link EventLayout#MAXIMUM} counts as that
     * @return the bytes reserved; 0: no room, or the transport is closed or {@link #refusing}
     * @throws IllegalArgumentException if bytes is not positive
     */
    public int reserve(int bytes, Reserve purpose, Account account) {
        return reserve(bytes, purpose, account, waitNanos());
    }

    /** As {@link #reserve}, but does not wait. */
    public int reserveAtOnce(int bytes, Reserve purpose, Account account) {
        return reserve(bytes, purpose, account, 0);
    }

    /**
     * The account for {@link #reserveAtOnce} when it would be dear to find out whose operation it is, and may not be needed: what all such
     * operations hold together has a quota like a bundle's. To be {@linkplain #assign assigned} before an event is emitted.
     */
    public Account nobody() {
        return accounts.nobody();
    }

    private int reserve(int bytes, Reserve purpose, Account account, long wait) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("bytes must be > 0: bytes=[" + bytes + "]");
        }
        if (refuses(purpose)) {
            return 0;
        }
        int wanted = Math.min(bytes, EventLayout.MAXIMUM);
        return credits.take(Backlog.charge(wanted), 1, purpose, account, wait) ? wanted : 0;
    }

    /**
     * As {@link #reserve(int, Reserve, Account)}, for both events of one operation, that of its entry and its own, at once: who held the room
     * of one and waited for that of the other would stand in the way of others who do the same. Each is handed on by itself.
     *
     * @return whether both are reserved, as many bytes as were asked for
     * @throws IllegalArgumentException if a number of bytes is not positive or more than {@link EventLayout#MAXIMUM}
     */
    public boolean reserve(int entry, int own, Reserve purpose, Account account) {
        if (Math.min(entry, own) <= 0 || Math.max(entry, own) > EventLayout.MAXIMUM) {
            throw new IllegalArgumentException(
                    "bytes must be > 0 and <= " + EventLayout.MAXIMUM + ": entry=[" + entry + "], own=[" + own + "]");
        }
        return !refuses(purpose)
                && credits.take(Backlog.charge(entry) + Backlog.charge(own), 2, purpose, account, waitNanos());
    }

    /** While the sink fails, denials and the administrator's operations are tried all the same. */
    private boolean refuses(Reserve purpose) {
        return (purpose == Reserve.OPERATION || purpose == Reserve.UNBOUNDED) && refusing();
    }

    private long waitNanos() {
        return Thread.currentThread() == thread ? 0 : backlogWaitTimeMillis * 1_000_000;
    }

    /** Gives back what {@link #reserve} returned, unused; 0 is nothing. */
    public void release(int bytes, Reserve purpose, Account account) {
        if (bytes > 0) {
            credits.release(Backlog.charge(bytes), 1, purpose, account);
        }
    }

    /** What was reserved for one account is another's from now on, which may be over its quota then; 0 is nothing. */
    public void assign(int bytes, Reserve purpose, Account from, Account to) {
        if (bytes > 0 && from != to) {
            credits.assign(Backlog.charge(bytes), purpose, from, to);
        }
    }

    /**
     * Stamps the event (stamp and serial together, before it is decided whether it is kept: what is lost is a gap in the serials) and
     * puts it into the backlog. Consumes the reservation, whatever comes of it. A reliable event that is larger than its reservation
     * takes the difference at once or is lost; a lossy event uses no reservation and gives way when less than the reliable lane's
     * reserve is left, when it is over the rate limit of its account or of all, or its account over its quota.
     *
     * @param event complete; its stamp and serial are set by this call
     * @param reserved what {@link #reserve} returned; 0 = nothing, room is then taken at once or not at all
     * @param purpose of the reservation
     * @param account whose event it is, which holds the reservation
     * @param commit {@link Commit#EXIT} or stronger: returns after a sync that covers the event; not on the drain's own thread, which cannot wait
     * @return whether the event is kept, but with {@code NONE}: is durable; if not, it is counted as lost
     */
    public boolean emit(EventEncoder event, int reserved, Reserve purpose, Account account, Commit commit) {
        int length = event.length();
        Lane lane = event.lane();
        LossReason refusal = admission.admit(length, lane, reserved, purpose, account);
        if (refusal != null) {
            return refuse(event, lane, account, refusal, stamps);
        }
        return enqueue(
                event,
                length,
                admission.spare(length, lane, reserved, purpose, account),
                lane,
                lane == Lane.LOSSY ? Reserve.OPERATION : purpose,
                account,
                commit != Commit.NONE && Thread.currentThread() != thread);
    }

    /**
     * Emits a fact of the core: reliable lane, no reservation held. May use the room that is kept for denials; waits for room as {@link
     * #reserve} does, but not on the drain's own thread.
     *
     * @return whether it is kept
     */
    public boolean emit(EventEncoder event) {
        event.lane(Lane.RELIABLE);
        Account core = accounts.core();
        return emit(event, reserve(event.length(), Reserve.DENIAL, core), Reserve.DENIAL, core, Commit.NONE);
    }

    /** As {@link #emit(EventEncoder)}, for a thread that must not wait: finds room at once, or the fact is lost. */
    public boolean emitAtOnce(EventEncoder event) {
        event.lane(Lane.RELIABLE);
        return emit(event, 0, Reserve.DENIAL, accounts.core(), Commit.NONE);
    }

    private boolean enqueue(
            EventEncoder event, int length, int spare, Lane lane, Reserve purpose, Account account, boolean wait) {
        Commits.Ticket ticket = wait ? commits.arrive() : null;
        account.admitted(lane, 1);
        stamps.next(event);
        long position = Backlog.CLOSED;
        boolean published = false;
        try {
            position = backlog.claim(length);
            if (position != Backlog.CLOSED) {
                if (ticket != null) {
                    ticket.at(position + Backlog.charge(length));
                }
                int mark = Mark.of(lane, Credits.budget(purpose), ticket != null, account, spare);
                backlog.publish(position, event.array(), length, mark, event.serial());
                published = true;
            }
        } finally {
            if (!published) {
                account.admitted(lane, -1);
                refuse(event, lane, account, LossReason.BACKLOG, null);
                if (position == Backlog.CLOSED) {
                    if (ticket != null) {
                        ticket.at(0);
                    }
                    credits.release(Backlog.charge(length) + spare, 1, purpose, account);
                }
            }
        }
        if (ticket == null || !published) {
            sleep.wake();
            return published;
        }
        sleep.wakeNow();
        return ticket.await();
    }

    /** Stamps null: the event has its stamp already. */
    private boolean refuse(EventEncoder event, Lane lane, Account account, LossReason reason, Stamps notYetStamped) {
        ledger.refuse(account, lane, reason, event, notYetStamped);
        sleep.wake();
        return false;
    }

    /**
     * Waits until everything that was emitted before this call is written or lost, and what is written is durable.
     *
     * @return whether it is durable; false also after {@link #close}, and at once on the drain's own thread, which cannot wait for itself
     */
    public boolean sync() {
        if (Thread.currentThread() == thread) {
            return false;
        }
        Commits.Ticket ticket = commits.arrive();
        ticket.at(backlog.tail());
        sleep.wakeNow();
        return ticket.await();
    }

    /**
     * Whether operations that need a record are to be refused now: failure mode deny, and the sink took nothing last time, or says that it
     * takes none.
     */
    public boolean refusing() {
        return failureMode() == FailureMode.DENY && (drain.isBroken() || sink.suspended());
    }

    /** The state now. Blocks for a moment at most, never on the sink. */
    public TransportStatus status() {
        return new TransportStatus(this, accounts, ledger, credits, drain, stamps);
    }

    /** Sets {@link TransportStatus#lost()} to zero and returns the value before; what several callers get adds up. */
    public long resetLost() {
        return ledger.resetLost();
    }

    /** Sets {@link TransportStatus#backlogWaitMillis()} to zero and returns the value before; what several callers get adds up. */
    public long resetBacklogWait() {
        return credits.waiters().resetWaited();
    }

    public FailureMode failureMode() {
        return drain.failureMode();
    }

    /** What happens from now on when a record cannot be kept. */
    public void setFailureMode(FailureMode mode) {
        drain.failureMode(settings.withFailureMode(mode).failureMode());
    }

    public int rateLimit() {
        return admission.rateLimit();
    }

    /** Events per second of the lossy lane from now on; 0 = no limit. Refuses what {@link TransportSettings} refuses. */
    public void setRateLimit(int eventsPerSecond) {
        admission.rateLimit(settings.withRateLimit(eventsPerSecond).rateLimit());
    }

    public int bundleRateLimit() {
        return admission.bundleRateLimit();
    }

    /** Events per second of the lossy lane for each account from now on; 0 = no limit. Refuses what {@link TransportSettings} refuses. */
    public void setBundleRateLimit(int eventsPerSecond) {
        admission.bundleRateLimit(settings.withBundleRateLimit(eventsPerSecond).bundleRateLimit());
    }

    public int bundleBacklogShare() {
        return credits.share();
    }

    /** The quota of each account from now on; what it holds already stays. Refuses what {@link TransportSettings} refuses. */
    public void setBundleBacklogShare(int percent) {
        credits.share(settings.withBundleBacklogShare(percent).bundleBacklogShare());
    }

    /** When the trail is made durable from now on though nobody waits. Refuses what {@link TransportSettings} refuses. */
    public void setFlush(Flush when, int freq) {
        drain.flushing(settings.withFlush(when, freq));
    }

    public Flush flush() {
        return drain.flushing().flush();
    }

    public int freq() {
        return drain.flushing().freq();
    }

    public int backlogLimit() {
        return credits.eventLimit();
    }

    /** The limit in events from now on; what the backlog holds already stays. Refuses what {@link TransportSettings} refuses. */
    public void setBacklogLimit(int events) {
        credits.limitEvents(settings.withBacklogLimit(events).backlogLimit());
    }

    public long backlogLimitBytes() {
        return settings.backlogLimitBytes();
    }

    public long backlogWaitTimeMillis() {
        return backlogWaitTimeMillis;
    }

    /** How long the next reservations wait. Refuses what {@link TransportSettings} refuses. */
    public void setBacklogWaitTimeMillis(long millis) {
        backlogWaitTimeMillis = settings.withBacklogWaitTimeMillis(millis).backlogWaitTimeMillis();
    }

    /**
     * Refuses new events (they are lost, counted), takes all others to the sink, tells the losses, syncs, and ends the drain. The ledger is
     * final when it returns, but for events that are emitted later. Waits for the sink as long as it takes, but not on the drain's own
     * thread. Once; later calls wait for the first to end.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            start();
            credits.close();
            backlog.close();
            drain.close();
        }
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Any code may find the drain among the threads; an interrupt would close the trail's channel under it. */
    private static final class DrainThread extends Thread {
        DrainThread(Runnable drain) {
            super(drain, "doorward-drain");
            setDaemon(true);
        }

        @Override
        public void interrupt() {
            // Not to be interrupted.
        }
    }
}
