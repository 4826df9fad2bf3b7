package org.doorward.core;

import java.util.List;
import org.doorward.audit.Lane;
import org.doorward.control.FailureMode;
import org.doorward.core.woven.Stackless;
import org.doorward.event.Commit;
import org.doorward.event.Errno;
import org.doorward.event.EventEncoder;
import org.doorward.guard.AuditUnavailableException;
import org.doorward.guard.OperationDeniedException;
import org.doorward.rules.Action;
import org.doorward.rules.Rule;
import org.doorward.transport.Account;
import org.doorward.transport.Reserve;
import org.doorward.transport.Transport;

/*
 *   enter:  ask every module -> denied? emit, throw -> credit, if a reliable record is due or possible -> entry, if it is to have one:
 *           durable -> clock, if flagged
 *   (the operation)
 *   exit:   outcome -> modules that look at outcomes -> exit rules -> one event, or the credit back
 *
 * Everything before the operation fails closed: whatever is thrown on the way in leaves the operation unstarted. Everything after it
 * fails silent to the caller, whose operation has happened, and is reported.
 *
 * How core could lose a record, pass an operation, block a caller or leak, and the test that shows that it does not:
 *  A record is lost uncounted because
 *  - there was no room when it was due:     CreditTest.withoutRoomAnOperationWaits..., .withoutRoomAfterTheWait...
 *  - the outcome made it larger:            CreditTest.whatAnOutcomeAddsBeyondTheCreditIsCutAndCounted
 *  - a denial had no room left:             CreditTest.aDenialOfAModuleFindsRoom..., .whenEvenTheDenialIsLostItsExceptionSaysSo
 *  - it is the administrator's, and others fill the backlog: AdministratorTest.aHundredOperations...
 *  - its arguments are giant:               GiantArgumentTest
 *  - a rule keeps a denial out:             DecisionTest.aNeverRuleDropsWhatWasFlaggedButNoDenial
 *  - a module keeps a denial out:           counted, DontAuditTest
 *  - the subject cannot be looked up:       SubjectTest.anErrorWhileItIsLookedUp...
 *  - a module throws in the middle of it:   HostileArgumentTest.textOfAModuleThatThrows..., HookFailureTest.whatAModuleFlaggedBefore...
 *  - nobody closes the handle:              DetachTest.aHandleThatNobodyCloses...
 *  - a detached operation never ends:       DetachTest.withoutAWord...
 *  - the stack of the caller ends:          StackTest
 *  - the result is seen before it is kept:  CommitTest
 *  - it runs and never ends:                 EntryCommitTest, Entries
 *  An operation passes unmediated because
 *  - a module fails or hangs:               HookFailureTest, WatchdogTest
 *  - an earlier module decided already:     DecisionTest.twoModulesThatDisagree..., HookFailureTest.theModulesAfterOneThatFailed...
 *  - the exemption of a hook leaks:         RecursionTest
 *  - a change is seen by halves:            PolicySwapTest.anOperationNeverSeesHalfAChange...
 *  - an argument says now this, now that:   HostileArgumentTest
 *  - its second path is not looked at:      HostileArgumentTest.theOptionalSecondPathIsLookedAtToo
 *  - the owner of the guard stands for a caller that hides: SubjectTest.anErrorWhileAModuleReadsItIsAFailureOfThatHook...
 *  - a frame is that of another operation:  FramesTest, HostileArgumentTest.textThatEntersItsOwnOperation...
 *  Memory ends because
 *  - one missing grant is denied again and again: DenialStormTest.whatADenialOfAStormAllocatesDoesNotGrowWithTheStack; DenialStorms has more
 *  A caller is blocked because
 *  - credits are not given back:            Engine.close, after every test
 *  - a module that returned hangs on:       WatchdogTest.inModeEnforce..., StackTest
 *  - another bundle floods the backlog:     ProvisionalCreditTest; transport's BundleQuotaTest
 *  - the disk is slow and nobody asked:     CommitTest.withCommitNoneNobodyWaits..., .theLossyLaneNeverWaits...
 *  A class loader is kept by
 *  - a pooled frame, a detached operation:  PolicySwapTest.aModuleThatWasWithdrawnIsCollected...
 *  - a failure that was reported:           PolicySwapTest.aModuleWhoseHookFailedIsCollectedToo
 *  - the watchdog's thread:                 WatchdogTest.itsThreadLooksByItselfHoldsNoContextLoader...
 * Not prevented here: memory that ends while an event grows at exit costs its record, which is logged and not counted; the caller of
 * a hook that hangs hangs with it; the watchdog stands still while it waits for room for a fact.
 */
/** The sequence of one operation. Safe for all threads; each call works on the frame that it is given. */
final class Sequence {
    private static final String SELF = "doorward";
    private static final int EACCES = -13;
    private static final int EIO = -5;
    private static final int EAGAIN = -11;
    private static final int EFAULT = -14;
    private static final String DENIED = OperationDeniedException.class.getName();

    private final Core core;
    private final Transport transport;
    private final HookCalls hooks;
    private final Entries entries;

    Sequence(Core core, Transport transport) {
        this.core = core;
        this.transport = transport;
        this.hooks = new HookCalls(core);
        this.entries = new Entries(transport);
    }

    // ---- entry
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Asks, and takes the credit. When this returns the operation may start and {@link #exit} is due; when it throws, the frame is gone.
     *
     * @throws OperationDeniedException if the operation must not start; its event was emitted
     */
    void enter(Frame frame) {
        try {
            decide(frame);
        } catch (Throwable t) {
            giveBack(frame);
            if (t instanceof OperationDeniedException) {
                core.recycle(frame);
            }
            throw t;
        }
    }

    private void decide(Frame frame) {
        Plan plan = frame.plan();
        if (frame.denier() == null) {
            judge(frame);
        }
        if (plan.size() > 0) {
            hooks.ask(frame, plan);
        }
        if (frame.flagged()
                || frame.denier() != null
                || plan.selectable()
                || plan.creditable()
                || plan.refusal() != null) {
            Headroom.require(frame.turn());
        }
        if (plan.refusal() != null && !isOwn(frame)) {
            frame.denial(SELF, null, plan.refusal(), true);
        }
        if (frame.denier() != null) {
            throw denied(frame);
        }
        Rule rule = plan.enterable() ? plan.rules().selectAtEntry(frame) : null;
        if (plan.enterable() && isToEnter(frame, plan, rule)) {
            enterDurably(frame, rule);
        } else if (plan.recorded() && (frame.reliable() || plan.creditable())) {
            takeCredit(frame);
        }
        if (frame.flagged()) {
            frame.start(System.nanoTime());
        }
    }

    private void judge(Frame frame) {
        if (frame.acting().isIntercepted()) {
            core.unattributed().judge(frame);
            if (!frame.isHarmless()) {
                core.protection().judge(frame, core.lockedBy());
            }
        }
    }

    /**
     * Whether the engine's own rules deny an intercepted operation: to be asked where a guarded one stands for it, which only modules decided
     * on. If so, {@link #enter} is due.
     */
    boolean denies(Frame frame) {
        judge(frame);
        return frame.denier() != null;
    }

    private void takeCredit(Frame frame) {
        Reserve purpose = frame.isUnbounded() ? Reserve.UNBOUNDED : Reserve.OPERATION;
        if (!reserve(frame, purpose) && transport.failureMode() == FailureMode.DENY && !isOwn(frame)) {
            throw refused(frame, whyNoRoom());
        }
    }

    private String whyNoRoom() {
        return transport.refusing() ? "the trail takes nothing" : "no room in the backlog";
    }

    private OperationDeniedException refused(Frame frame, String why) {
        frame.denial(SELF, null, "audit cannot keep a record of it: " + why, true);
        frame.unauditable();
        return denied(frame);
    }

    private static boolean isToEnter(Frame frame, Plan plan, Rule rule) {
        return frame.entry() == 0 && !frame.endsAtEntry() && Entries.isDue(frame, plan, rule);
    }

    private void enterDurably(Frame frame, Rule rule) {
        boolean refusable = transport.failureMode() == FailureMode.DENY
                && !isOwn(frame)
                && !frame.acting().isAdministrators();
        if (entries.write(frame, rule, account(frame, frame.acting().identity()), !refusable)) {
            addKeys(frame, rule);
        } else if (refusable) {
            throw refused(frame, frame.credit().bytes() == 0 ? whyNoRoom() : "its entry is not durable");
        }
    }

    private boolean reserve(Frame frame, Reserve purpose) {
        int bytes = frame.bound();
        // Who acts is dear to find out, and nobody may need to know: only when room gets scarce it is asked whose
        // operation this is.
        if (!frame.reliable() && reserveAtOnce(frame, bytes, purpose, transport.nobody())) {
            return true;
        }
        // An Error of the look-up stops the operation now, instead of falling back on the owner at exit.
        Account account = account(frame, frame.acting().identity());
        if (frame.acting().isAdministrators()) {
            return reserveAtOnce(frame, bytes, purpose, account)
                    || reserveAtOnce(frame, bytes, Reserve.ADMINISTRATOR, account);
        }
        frame.takeCredit(transport.reserve(bytes, purpose, account), purpose, account);
        return frame.credit().bytes() > 0;
    }

    private boolean reserveAtOnce(Frame frame, int bytes, Reserve purpose, Account account) {
        frame.takeCredit(transport.reserveAtOnce(bytes, purpose, account), purpose, account);
        return frame.credit().bytes() > 0;
    }

    /* That of the frame's last credit is most often the one: an application acts again and again. By identity, as one that is made is there for good. */
    @SuppressWarnings("StringEquality")
    private Account account(Frame frame, BundleIdentity subject) {
        String label = subject.label();
        Account last = frame.credit().holder();
        return last != null && last.label() == label ? last : transport.account(label, subject.symbolicName());
    }

    /*
     * What the engine and the framework do on their own is never held: nothing could be mended otherwise. Nor what the engine does with its own
     * services in the thread of a module that leaves.
     */
    private static boolean isOwn(Frame frame) {
        return frame.acting().isIntercepted() && (frame.acting().identity().own() || DefendedServices.isEngines(frame));
    }

    private OperationDeniedException denied(Frame frame) {
        frame.outcome(false, EACCES, DENIED);
        Plan plan = frame.plan();
        Rule rule = plan.rules().select(frame);
        String id = null;
        String record = "no record of it (dontaudit)";
        if (isDue(frame, rule)) {
            Reserve purpose = frame.reliable() ? Reserve.DENIAL : frame.credit().purpose();
            boolean kept = emit(frame, purpose, plan.commits().of(frame, rule));
            EventEncoder event = frame.event();
            id = eventId(event.stampMillis(), event.serial());
            record = "event " + id + (kept ? "" : " was lost");
        }
        CharSequence reason = frame.denialReason();
        String message = "denied " + frame.kind() + " for " + frame.subject() + " by "
                + (frame.denier() == SELF ? SELF : "module [" + frame.denier() + "]")
                + (reason == null ? "" : ": " + Words.printable(reason))
                + "; " + record;
        boolean stackless = core.storms().denied(frame.acting().identity(), frame.kind());
        return frame.isUnauditable()
                ? new AuditUnavailableException(message, frame.kind(), id, stackless)
                : new OperationDeniedException(message, frame.kind(), frame.denier(), id, stackless);
    }

    /** {@code audit(SEC.MMM:SERIAL)}. */
    static String eventId(long millis, long serial) {
        String fraction = Long.toString(1000 + millis % 1000).substring(1);
        return "audit(" + millis / 1000 + "." + fraction + ":" + serial + ")";
    }

    // ---- exit
    // ------------------------------------------------------------------------------------------------------------------

    /** The operation has happened, and nobody was asked: its record is due, for which it waits as any operation does. */
    void happened(Frame frame) {
        frame.makeDue();
        if (frame.plan().recorded()) {
            reserve(frame, Reserve.OPERATION);
        }
        succeeded(frame);
    }

    /** The operation did what it was called for. Does not throw. */
    void succeeded(Frame frame) {
        frame.outcome(true, 0, null);
        exit(frame, true);
    }

    /** The operation failed; {@code cause} may be {@code null}. Does not throw. */
    void failed(Frame frame, Throwable cause) {
        fail(frame, cause);
        exit(frame, true);
    }

    private static void fail(Frame frame, Throwable cause) {
        if (cause == null) {
            frame.outcome(false, EIO, null);
        } else {
            String name = cause instanceof Stackless
                    ? Stackless.nameOf(cause)
                    : cause.getClass().getName();
            frame.outcome(false, errno(frame, cause), name);
        }
    }

    /**
     * There was no operation, or another frame tells of it: recorded is only what a module would have denied, and that nothing came of what
     * has an entry. Does not throw.
     */
    void nothing(Frame frame) {
        if (frame.denied()) {
            succeeded(frame);
        } else if (frame.entry() != 0) {
            frame.outcome(false, EAGAIN, null);
            exit(frame, true);
        } else {
            giveBack(frame);
            core.recycle(frame);
        }
    }

    /** Nobody said how the operation ended, and its thread closes it. Does not throw. */
    void unknown(Frame frame) {
        frame.outcome(false, EFAULT, null);
        exit(frame, true);
    }

    /**
     * Nobody closed the operation, and nobody is there to wait: a thread of the engine closes it, which runs no module's code and does
     * not wait for the disk. Does not throw.
     *
     * @param said whether somebody said how it ended: then the rest is what was said
     */
    void abandoned(Frame frame, boolean said, boolean success, Throwable cause) {
        if (!said) {
            frame.outcome(false, EFAULT, null);
        } else if (success) {
            frame.outcome(true, 0, null);
        } else {
            fail(frame, cause);
        }
        frame.acting().settle();
        exit(frame, false);
    }

    /** Whether an operation that runs may yet need a record. */
    boolean matters(Frame frame) {
        return frame.flagged() || frame.plan().selectable() || frame.plan().exitAudited();
    }

    /**
     * Takes an operation off its thread: who acts is looked up while the stack is there, the credit moves to the room of what may take for
     * ever, and the modules are let go.
     */
    void detach(Frame frame) {
        frame.acting().identity();
        int held = frame.credit().bytes();
        if (held > 0) {
            Account account = account(frame, frame.acting().identity());
            int moved = transport.reserve(held, Reserve.UNBOUNDED, account);
            if (moved > 0) {
                giveBack(frame);
                frame.credit().take(moved, Reserve.UNBOUNDED, account);
            } else if (transport.failureMode() != FailureMode.DENY) {
                giveBack(frame);
            }
        }
        frame.plan(null);
    }

    /*
     * The cause is the caller's: what its getMessage does must not matter. A frame that the agent entered is left while nothing of this
     * thread is mediated: there it is not even called, unless its class is the JDK's or the engine's.
     */
    private static int errno(Frame frame, Throwable cause) {
        boolean trusted = cause.getClass().getClassLoader() == null || cause instanceof Stackless;
        if (frame.acting().isIntercepted() && !trusted) {
            return cause instanceof OperationDeniedException ? EACCES : EFAULT;
        }
        try {
            return Errno.of(cause);
        } catch (Throwable t) {
            return EFAULT;
        }
    }

    private void exit(Frame frame, boolean attended) {
        try {
            if (frame.timed()) {
                frame.end(System.nanoTime());
            }
            Plan plan = frame.plan();
            Throwable fault = attended && plan.exitAudited() ? audit(frame, plan) : null;
            if (!frame.isSuperseded() && (frame.flagged() || plan.selectable())) {
                conclude(frame, plan, attended);
            }
            giveBack(frame);
            if (fault == null) {
                core.recycle(frame);
            } else {
                core.eventFailed(fault);
            }
        } catch (Throwable t) {
            giveBack(frame);
            core.eventFailed(t);
        }
    }

    /* What goes wrong around the modules must not take the record of the operation with it. */
    private Throwable audit(Frame frame, Plan plan) {
        try {
            hooks.audit(frame, plan);
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    private void conclude(Frame frame, Plan plan, boolean attended) {
        Rule rule = plan.rules().select(frame);
        if (isDue(frame, rule)) {
            emit(frame, frame.credit().purpose(), attended ? plan.commits().of(frame, rule) : Commit.NONE);
        }
    }

    /** Whether there is to be a record, after what modules and the rule say. */
    private static boolean isDue(Frame frame, Rule rule) {
        if (rule != null && rule.action() == Action.NEVER && !frame.denied() && frame.entry() == 0) {
            return false;
        }
        return addKeys(frame, rule) | frame.flagged();
    }

    /** Returns whether the rule selects the operation. */
    private static boolean addKeys(Frame frame, Rule rule) {
        if (rule == null || rule.action() != Action.ALWAYS) {
            return false;
        }
        for (int i = 0; i < rule.keys().size(); i++) {
            frame.key(rule.keys().get(i));
        }
        frame.select(rule.lane());
        return true;
    }

    private boolean emit(Frame frame, Reserve purpose, Commit commit) {
        BundleIdentity subject = subject(frame);
        frame.lastKeys();
        EventEncoder event = frame.event();
        event.subject(subject.symbolicName(), subject.version(), subject.executable(), subject.label());
        frame.acting().tellAssumption(event);
        event.administrator(frame.acting().isAdministrators());
        List<BundleIdentity> others = frame.acting().via();
        for (int i = 0; i < others.size(); i++) { // not for-each: its iterator would be an allocation
            event.via(others.get(i).label());
        }
        if (frame.entry() != 0) {
            event.entry(frame.entry());
        }
        event.outcome(frame.success(), frame.exit(), frame.exceptionClass());
        if (frame.timed()) {
            event.duration(frame.durationMicros());
            event.moment(frame.endNanos());
        }
        event.lane(frame.reliable() ? Lane.RELIABLE : Lane.LOSSY);
        Account account = account(frame, subject);
        if (purpose == Reserve.DENIAL) {
            giveBack(frame);
            frame.credit().take(transport.reserve(event.length(), purpose, account), purpose, account);
        }
        int reserved = frame.credit().bytes();
        transport.assign(reserved, purpose, frame.credit().holder(), account);
        frame.credit().spend();
        return transport.emit(event, reserved, purpose, account, frame.reliable() ? commit : Commit.NONE);
    }

    /* The operation was decided, or has happened: an Error of the look-up must not take the record with it. */
    private static BundleIdentity subject(Frame frame) {
        try {
            return frame.acting().identity();
        } catch (Throwable t) {
            frame.acting().settle();
            return frame.acting().identity();
        }
    }

    private void giveBack(Frame frame) {
        int reserved = frame.credit().bytes();
        if (reserved > 0) {
            frame.credit().spend();
            transport.release(reserved, frame.credit().purpose(), frame.credit().holder());
        }
    }
}
