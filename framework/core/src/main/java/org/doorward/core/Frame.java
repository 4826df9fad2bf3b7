package org.doorward.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.doorward.audit.Lane;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventLayout;
import org.doorward.rules.Candidate;
import org.doorward.transport.Account;
import org.doorward.transport.Reserve;

/*
 * Why pooled and not one for each thread: a hundred thousand virtual threads would each keep one. Why everything in it is made
 * lazily: an operation that nobody flags needs no encoder, one whose path nobody reads no bytes, and most need no subject.
 *
 * Life:  open (by Guard or EntryHandle) -> arguments -> Sequence.enter -> [Pending takes it over] -> Sequence.exit -> clear -> pool
 * A frame whose way through that was left by an Error is never pooled again.
 */
/**
 * One operation: its arguments, what modules said of it, its event so far. Belongs to one thread at a time. What the watchdog reads
 * ({@link #markNow}, {@link #hookOf}) is written in an order that it can rely on, without a fence.
 */
final class Frame implements Candidate, OpenCall {
    private static final VarHandle MARK;
    private static final VarHandle PLAN;
    /** Of a mark: the place of the hook in the plan, from 1; above it the tick. */
    private static final int PLACE_BITS = 16;

    private static final int LEAST_CREDIT = 4 * 1024;
    /** Of the credit: for what the exit adds whatever modules write (subject, outcome, keys). */
    private static final int CREDIT_OF_EXIT = 2 * 1024;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MARK = lookup.findVarHandle(Frame.class, "mark", long.class);
            PLAN = lookup.findVarHandle(Frame.class, "plan", Plan.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Core core;
    private final Arguments arguments;
    private final ViewTable views = new ViewTable(this);
    private final Acting acting;
    private final Credit credit = new Credit();

    private Plan plan;
    /** Whether a call of the same operation within, or another thread, tells how it ends: nothing holds the two together. */
    private boolean endsElsewhere;
    /** Whether a call within did tell. */
    private boolean told;
    /** Whether it is known to mean nothing that the engine defends. */
    private boolean harmless;
    /** Whether a call within tells of it instead. */
    private boolean superseded;
    /** Whether its event is written at entry, because nobody will tell how it ends. */
    private boolean endsAtEntry;
    /** The operation of this thread that this one is part of, or {@code null}. */
    private OpenCall outer;

    private EventEncoder encoder;
    private boolean begun;
    private boolean reliable;
    private boolean flagged;
    private boolean denied;
    private String denier;
    private CharSequence denialReason;
    private boolean unauditable;
    private final NameList keys = new NameList();
    /** The modules that flagged it or objected to it. */
    private final NameList concerned = new NameList();

    /** The serial of the event that marked its entry, which its own event names; 0: none. */
    private long entry;

    private int limit;
    private long startNanos;
    private long endNanos;
    private boolean timed;

    private boolean success;
    private int exit;
    private String exceptionClass;

    /** In how many operations modules were asked, whatever has become of the frame since. */
    int asks;

    /** Which hook's code runs, since when; 0: none. Written through {@link #beginHook}; set back by a plain write, see HookCalls. */
    long mark;

    /** How many operations asked for it. */
    private int turn;

    /** The thread in which hooks run; set back by a plain write, see HookCalls. */
    Thread openIn;

    Frame(Core core) {
        this.core = core;
        this.arguments = new Arguments(core.workingFolder());
        this.acting = new Acting(core, this);
    }

    void open(Shape kindShape, Plan kindPlan, BundleIdentity guardOwner) {
        begin(kindShape, kindPlan);
        acting.open(guardOwner);
    }

    /** As {@link #open(Shape, Plan, BundleIdentity)}, for a call of a woven method. */
    void open(Shape kindShape, Plan kindPlan) {
        begin(kindShape, kindPlan);
        acting.openIntercepted();
    }

    private void begin(Shape kindShape, Plan kindPlan) {
        arguments.open(kindShape);
        plan = kindPlan;
        credit.open();
        limit = EventLayout.MAXIMUM;
    }

    /** Forgets everything that came from outside, but for the owner, which is names only and most often the next one's, too. */
    void clear() {
        arguments.clear();
        plan = null;
        if (acting.isIntercepted()) {
            endsElsewhere = false;
            told = false;
            endsAtEntry = false;
            harmless = false;
        }
        acting.clear();
        outer = null;
        superseded = false;
        timed = false;
        exceptionClass = null;
        if (begun || flagged || reliable) { // a denial has begun the event, whatever becomes of it
            clearEvent();
        }
    }

    private void clearEvent() {
        begun = false;
        reliable = false;
        flagged = false;
        denied = false;
        denier = null;
        denialReason = null;
        entry = 0;
        unauditable = false;
        keys.clear();
        concerned.clear();
    }

    /** A number that counts up. */
    int turn() {
        return turn++;
    }

    Core core() {
        return core;
    }

    Arguments arguments() {
        return arguments;
    }

    Shape shape() {
        return arguments.shape();
    }

    Plan plan() {
        return plan;
    }

    /** Goes on with another plan: a detached operation holds no module while it waits. {@code null} in between. */
    void plan(Plan other) {
        plan = other;
    }

    /** Who does it. */
    Acting acting() {
        return acting;
    }

    /** The room that was taken for its event. */
    Credit credit() {
        return credit;
    }

    /** Whether it may take for ever, so that its credit must not stand in the way of others. */
    boolean isUnbounded() {
        return acting.isIntercepted() && (kind() == "network.accept" || kind() == "network.receive"); // interned
    }

    // ---- operations within operations
    // ------------------------------------------------------------------------------------------

    @Override
    public OpenCall outer() {
        return outer;
    }

    void endsElsewhere(boolean value) {
        endsElsewhere = value;
    }

    /** A call of the same operation was made within: whether this frame stands for it. If not, the call tells by itself. */
    boolean standsForInner() {
        told |= endsElsewhere;
        return !endsElsewhere;
    }

    /** Whether a call within told how the operation ended. */
    boolean told() {
        return told;
    }

    /** Says whether {@link SelfProtection} need not be asked. */
    void harmless(boolean value) {
        harmless = value;
    }

    boolean isHarmless() {
        return harmless;
    }

    /** A call within tells of the operation in its place. */
    void supersede() {
        superseded = true;
    }

    boolean isSuperseded() {
        return superseded;
    }

    void endsAtEntry(boolean value) {
        endsAtEntry = value;
    }

    boolean endsAtEntry() {
        return endsAtEntry;
    }

    void outer(OpenCall operation) {
        outer = operation;
    }

    // ---- hooks
    // -----------------------------------------------------------------------------------------------------------------

    /** The views of this frame for a module. */
    HookViews views(ActiveModule module, int place) {
        return views.of(module, place);
    }

    /** A module's code begins to run. */
    void beginHook(int place, long now) {
        MARK.setRelease(this, now << PLACE_BITS | place + 1);
    }

    /** For the watchdog: tells the call that runs from every other one that ran for longer than a tick; 0: none. */
    long markNow() {
        return (long) MARK.getAcquire(this);
    }

    /** When the call of a mark began. */
    static long tickOf(long mark) {
        return mark >>> PLACE_BITS;
    }

    /** For the watchdog: the hook of a mark, or {@code null} if its call has returned. The plan is the call's if the mark is there after it. */
    Hook hookOf(long seen) {
        Plan current = (Plan) PLAN.getAcquire(this);
        int place = (int) (seen & (1 << PLACE_BITS) - 1) - 1;
        return markNow() == seen && current != null && place < current.size() ? current.hook(place) : null;
    }

    // ---- what was said
    // ---------------------------------------------------------------------------------------------------------

    /** The event so far, begun with the arguments of the kind, which must stand before what modules judged. */
    EventEncoder event() {
        if (!begun) {
            if (encoder == null) {
                encoder = new EventEncoder();
            }
            encoder.begin(shape().spec());
            encoder.limit(limit);
            arguments.write(encoder);
            begun = true;
        }
        return encoder;
    }

    /** Adds the keys that are not a module's. */
    void lastKeys() {
        if (acting.isNobodys()) {
            key(UnattributedPolicy.KEY);
        }
    }

    void flag(Lane lane, String key, String module) {
        concerned.add(module);
        flagged = true;
        reliable |= lane == Lane.RELIABLE;
        key(key);
    }

    /** Adds a key unless it is there. */
    void key(String key) {
        if (keys.add(key)) {
            event().key(key);
        }
    }

    NameList keys() {
        return keys;
    }

    /** Has its record written, whatever modules and rules say. */
    void makeDue() {
        flagged = true;
        reliable = true;
    }

    /** Its entry is durable: from now on its own record is due, whatever the rules say. */
    void entered(long serial) {
        entry = serial;
        makeDue();
    }

    /** The serial of its entry; 0: it has none. */
    long entry() {
        return entry;
    }

    /** Takes over the entry of a call that this one stands for: one entry has one end. */
    void takeEntry(Frame other) {
        if (other.entry != 0) {
            entered(other.entry);
            other.entry = 0;
        }
    }

    /** A module denied, or would have: the record is due whatever the rules say. */
    void denial(String module, CharSequence rule, CharSequence reason, boolean enforced) {
        concerned.add(module);
        denied = true;
        makeDue();
        unauditedDenial(module, rule, reason, enforced);
    }

    /** The same, but that no record is due for it: it stands in the event if there is one for another reason. */
    void unauditedDenial(String module, CharSequence rule, CharSequence reason, boolean enforced) {
        if (enforced && denier == null) {
            denier = module;
            denialReason = reason;
        }
        event().denial(module, rule, reason, !enforced);
    }

    /** Whether each module that has a word in the other's record has one in this one's, too. */
    boolean concernsAllOf(Frame other) {
        return concerned.hasAllOf(other.concerned);
    }

    /** It is denied for want of a record, and for nothing that it would do. */
    void unauditable() {
        unauditable = true;
    }

    boolean isUnauditable() {
        return unauditable;
    }

    /** A rule selects the operation for this lane. */
    void select(Lane lane) {
        reliable |= lane == Lane.RELIABLE;
    }

    /** Whether a module flagged, traced or denied. */
    boolean flagged() {
        return flagged;
    }

    boolean reliable() {
        return reliable;
    }

    /** Whether a module denied or would have, so that a record is due. */
    boolean denied() {
        return denied;
    }

    /** Who denied first, so that the operation must not start; {@code null} if nobody. */
    String denier() {
        return denier;
    }

    CharSequence denialReason() {
        return denialReason;
    }

    // ---- credit
    // ----------------------------------------------------------------------------------------------------------------

    /** What the event may take at most, as far as that is known before the operation starts. */
    int bound() {
        long bytes = LEAST_CREDIT + (begun ? encoder.length() : arguments.bound());
        return (int) Math.min(bytes, EventLayout.MAXIMUM);
    }

    /** Takes what was reserved for the event, 0 if nothing. */
    void takeCredit(int bytes, Reserve room, Account account) {
        credit.take(bytes, room, account);
        if (bytes > 0) {
            keepToCredit();
        }
    }

    /** From now on arguments and fields beyond the credit are cut and counted, so that the event finds room whatever is added. */
    private void keepToCredit() {
        limit = credit.bytes() - CREDIT_OF_EXIT;
        if (begun) {
            encoder.limit(limit);
        }
    }

    // ---- outcome
    // ---------------------------------------------------------------------------------------------------------------

    void start(long nanos) {
        startNanos = nanos;
        timed = true;
    }

    /** The operation has ended; with {@link #start} before, its duration is known. */
    void end(long nanos) {
        endNanos = nanos;
    }

    boolean timed() {
        return timed;
    }

    /** When it ended, if it is {@link #timed}. */
    long endNanos() {
        return endNanos;
    }

    long durationMicros() {
        return (endNanos - startNanos) / 1000;
    }

    /** Adds what is known only when the operation has ended, if the arguments are written already. */
    void late(int slot) {
        if (begun) {
            arguments.write(slot, encoder);
        }
    }

    void outcome(boolean succeeded, int errno, String exception) {
        success = succeeded;
        exit = errno;
        exceptionClass = exception;
    }

    // ---- what rules may ask
    // ----------------------------------------------------------------------------------------------------

    @Override
    public String kind() {
        return shape().kind();
    }

    @Override
    public int pathCount() {
        return arguments.pathCount();
    }

    @Override
    public byte[] pathBytes(int index) {
        return arguments.pathAt(index).normal();
    }

    @Override
    public int pathLength(int index) {
        return arguments.pathAt(index).normalLength();
    }

    @Override
    public boolean success() {
        return success;
    }

    @Override
    public int exit() {
        return exit;
    }

    @Override
    public String exceptionClass() {
        return exceptionClass;
    }

    @Override
    public int openFlags() {
        int slot = shape().flags();
        return slot < 0 ? 0 : (int) arguments.number(slot);
    }

    @Override
    public int addressFamily() {
        int slot = shape().indexOf(SlotType.ADDRESS);
        return slot >= 0 && arguments.has(slot) && arguments.object(slot) instanceof Address address
                ? address.family()
                : 0;
    }

    @Override
    public String subject() {
        return acting.identity().label();
    }

    @Override
    public String bundle() {
        return acting.identity().symbolicName();
    }

    @Override
    public String executable() {
        return acting.identity().executable();
    }

    @Override
    public String principal() {
        acting.identity();
        Assumption assumption = acting.assumption();
        return assumption == null ? null : assumption.principal();
    }

    @Override
    public String tenant() {
        acting.identity();
        Assumption assumption = acting.assumption();
        return assumption == null ? null : assumption.tenant();
    }

    @Override
    public boolean concerns(String module) {
        return concerned.has(module);
    }

    @Override
    public boolean hasKey(String key) {
        return keys.has(key);
    }
}
