package org.doorward.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
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

    private static final int KEPT_KEYS = 16;

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

    private Plan plan;
    private BundleIdentity owner;
    private BundleIdentity subject;
    private List<BundleIdentity> via = List.of();
    private Assumption assumption;
    private BundleIdentity nearest;
    /** Whether the administrator acts, as far as the subject was looked up. */
    private boolean administrators;
    /** Whether the agent entered it: there is no owner of a guard then. */
    private boolean intercepted;
    /** Whether it is recorded because nobody was found to act; the key is written when the event is, not into what a module writes. */
    private boolean nobody;
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
    private String[] keys = new String[4];
    private int keyCount;
    /** The modules that flagged it or objected to it, each once. */
    private String[] concerned = new String[4];

    private int concernedCount;

    /** The serial of the event that marked its entry, which its own event names; 0: none. */
    private long entry;

    private int reserved;
    private Reserve purpose;
    private Account holder;
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
    }

    void open(Shape kindShape, Plan kindPlan, BundleIdentity guardOwner) {
        arguments.open(kindShape);
        plan = kindPlan;
        if (owner != guardOwner) {
            owner = guardOwner;
        }
        purpose = Reserve.OPERATION;
        limit = EventLayout.MAXIMUM;
    }

    /** As {@link #open(Shape, Plan, BundleIdentity)}, for a call of a woven method. */
    void open(Shape kindShape, Plan kindPlan) {
        open(kindShape, kindPlan, null);
        intercepted = true;
    }

    /** Forgets everything that came from outside, but for the owner, which is names only and most often the next one's, too. */
    void clear() {
        arguments.clear();
        plan = null;
        subject = null;
        assumption = null;
        if (intercepted) {
            intercepted = false;
            endsElsewhere = false;
            told = false;
            endsAtEntry = false;
            harmless = false;
            nobody = false;
            administrators = false;
            via = List.of();
            nearest = null;
        }
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
        if (keys.length > KEPT_KEYS) {
            keys = new String[KEPT_KEYS];
        } else {
            Arrays.fill(keys, 0, keyCount, null);
        }
        keyCount = 0;
        Arrays.fill(concerned, 0, concernedCount, null);
        concernedCount = 0;
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

    // ---- subject
    // ---------------------------------------------------------------------------------------------------------------

    /** Who acts, looked up once; in the thread that acts. */
    BundleIdentity identity() {
        BundleIdentity found = subject;
        if (found == null) {
            assumption = core.assumptions().current();
            if (intercepted) {
                Actor actor = core.actor(this);
                via = actor.via();
                administrators = actor.administrator();
                nearest = actor.nearest();
                found = actor.subject();
                subject = found;
                nobody = core.unattributed().records(found);
                flagged |= nobody;
                reliable |= nobody;
            } else {
                found = core.resolve(owner);
                subject = found;
            }
        }
        return found;
    }

    /** Whom the subject acts for; {@code null}: nobody said. Known when {@link #identity} is. */
    Assumption assumption() {
        return assumption;
    }

    /** Writes whom the subject acts for, as far as that is known. */
    void tellAssumption(EventEncoder event) {
        if (assumption != null) {
            event.principal(assumption.principal());
            if (assumption.tenant() != null) {
                event.tenant(assumption.tenant());
            }
        }
    }

    /** The further bundles that are recorded; known when {@link #identity} is. */
    List<BundleIdentity> via() {
        return via;
    }

    /** Who made the call itself, whomever it acts for. */
    BundleIdentity nearest() {
        BundleIdentity found = identity();
        return nearest == null ? found : nearest;
    }

    /** Whether it is an operation of the administrator, which goes on whatever becomes of its record; known when {@link #identity} is. */
    boolean administrators() {
        return administrators;
    }

    /** Whether it may take for ever, so that its credit must not stand in the way of others. */
    boolean unbounded() {
        return intercepted && (kind() == "network.accept" || kind() == "network.receive"); // interned
    }

    /** Says who acts, whatever is on the stack. */
    void identity(BundleIdentity known) {
        subject = known;
    }

    /** Whether all bundles on the stack answer for the operation. */
    boolean everybodyAnswers() {
        return intercepted && core.everybodyAnswers(kind());
    }

    /** Whether the agent entered it. */
    boolean intercepted() {
        return intercepted;
    }

    /** From now on the owner of the guard stands for the subject, unless that was looked up before. */
    void settleIdentity() {
        if (subject == null) {
            subject = intercepted ? Unattributed.SUBJECT : owner;
        }
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
        if (nobody) {
            key(UnattributedPolicy.KEY);
        }
    }

    void flag(Lane lane, String key, String module) {
        concern(module);
        flagged = true;
        reliable |= lane == Lane.RELIABLE;
        key(key);
    }

    /** Adds a key unless it is there. */
    void key(String key) {
        if (hasKey(key)) {
            return;
        }
        if (keyCount == keys.length) {
            keys = Arrays.copyOf(keys, 2 * keyCount);
        }
        keys[keyCount++] = key;
        event().key(key);
    }

    int keyCount() {
        return keyCount;
    }

    String key(int index) {
        return keys[index];
    }

    /** Whether it is recorded because nobody was found to act; known when {@link #identity} is. */
    boolean isNobodys() {
        return nobody;
    }

    /** Its entry is durable: from now on its own record is due, whatever the rules say. */
    void entered(long serial) {
        entry = serial;
        flagged = true;
        reliable = true;
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
        concern(module);
        denied = true;
        flagged = true;
        reliable = true;
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

    private void concern(String module) {
        if (concerns(module)) {
            return;
        }
        if (concernedCount == concerned.length) {
            concerned = Arrays.copyOf(concerned, 2 * concernedCount);
        }
        concerned[concernedCount++] = module;
    }

    /** Whether each module that has a word in the other's record has one in this one's, too. */
    boolean concernsAllOf(Frame other) {
        for (int i = 0; i < other.concernedCount; i++) {
            if (!concerns(other.concerned[i])) {
                return false;
            }
        }
        return true;
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

    int reserved() {
        return reserved;
    }

    Reserve purpose() {
        return purpose;
    }

    /** Whose the credit is. */
    Account holder() {
        return holder;
    }

    void reserved(int bytes, Reserve room, Account account) {
        reserved = bytes;
        purpose = room;
        holder = account;
    }

    /** The credit was given back, or went to the event. */
    void reservedNothing() {
        reserved = 0;
    }

    /** What was reserved for the event, 0 if nothing. */
    void credit(int bytes, Reserve room, Account account) {
        reserved(bytes, room, account);
        if (bytes > 0) {
            keepToCredit();
        }
    }

    /** From now on arguments and fields beyond the credit are cut and counted, so that the event finds room whatever is added. */
    private void keepToCredit() {
        limit = reserved - CREDIT_OF_EXIT;
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
        return identity().label();
    }

    @Override
    public String bundle() {
        return identity().symbolicName();
    }

    @Override
    public String executable() {
        return identity().executable();
    }

    @Override
    public String principal() {
        identity();
        return assumption == null ? null : assumption.principal();
    }

    @Override
    public String tenant() {
        identity();
        return assumption == null ? null : assumption.tenant();
    }

    @Override
    public boolean concerns(String module) {
        for (int i = 0; i < concernedCount; i++) {
            if (concerned[i].equals(module)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean hasKey(String key) {
        for (int i = 0; i < keyCount; i++) {
            if (keys[i].equals(key)) {
                return true;
            }
        }
        return false;
    }
}
