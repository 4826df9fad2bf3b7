package org.doorward.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.doorward.audit.Lane;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventLayout;
import org.doorward.rules.Candidate;
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
 * ({@link #hookNow}, {@link #hookTick}) is written in an order that it can rely on, without a fence.
 */
final class Frame implements Candidate {
    private static final VarHandle HOOK;
    private static final VarHandle TICK;
    private static final int LEAST_CREDIT = 4 * 1024;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HOOK = lookup.findVarHandle(Frame.class, "hook", Hook.class);
            TICK = lookup.findVarHandle(Frame.class, "tick", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Core core;
    private final PathName firstPath;
    private final PathName secondPath;
    private HookViews[] views = new HookViews[4];

    private Shape shape;
    private Plan plan;
    private BundleIdentity owner;
    private BundleIdentity subject;

    private int given;
    private String[] texts;
    private long[] numbers;

    private EventEncoder encoder;
    private boolean begun;
    private boolean reliable;
    private boolean flagged;
    private boolean denied;
    private String denier;
    private CharSequence denialReason;
    private String[] keys = new String[4];
    private int keyCount;

    private int reserved;
    private Reserve purpose;
    private long startNanos;
    private boolean timed;

    private boolean success;
    private int exit;
    private String exceptionClass;

    private Hook hook;
    private long tick;

    Frame(Core core) {
        this.core = core;
        this.firstPath = new PathName(core.workingFolder());
        this.secondPath = new PathName(core.workingFolder());
    }

    void open(Shape kindShape, Plan kindPlan, BundleIdentity guardOwner) {
        shape = kindShape;
        plan = kindPlan;
        owner = guardOwner;
        purpose = Reserve.OPERATION;
    }

    /** Forgets everything that came from outside. */
    void clear() {
        shape = null;
        plan = null;
        owner = null;
        subject = null;
        if (given != 0) {
            given = 0;
            firstPath.clear();
            secondPath.clear();
            if (texts != null) {
                Arrays.fill(texts, null);
            }
        }
        begun = false;
        reliable = false;
        flagged = false;
        denied = false;
        denier = null;
        denialReason = null;
        Arrays.fill(keys, 0, keyCount, null);
        keyCount = 0;
        timed = false;
        exceptionClass = null;
    }

    Core core() {
        return core;
    }

    Shape shape() {
        return shape;
    }

    Plan plan() {
        return plan;
    }

    /** Goes on with another plan: a detached operation holds no module while it waits. {@code null} in between. */
    void plan(Plan other) {
        plan = other;
    }

    // ---- arguments
    // -------------------------------------------------------------------------------------------------------------

    boolean has(int slot) {
        return (given & 1 << slot) != 0;
    }

    /** The slots that must be set and are not. */
    int missing() {
        return shape.required() & ~given;
    }

    void text(int slot, String value) {
        if (value == null) {
            given &= ~(1 << slot);
            return;
        }
        if (texts == null || texts.length <= slot) {
            String[] grown = new String[Math.max(8, shape.size())];
            if (texts != null) {
                System.arraycopy(texts, 0, grown, 0, texts.length);
            }
            texts = grown;
        }
        texts[slot] = value;
        given |= 1 << slot;
    }

    String text(int slot) {
        return has(slot) ? texts[slot] : null;
    }

    void number(int slot, long value) {
        if (numbers == null || numbers.length <= slot) {
            numbers = numbers == null
                    ? new long[Math.max(8, shape.size())]
                    : Arrays.copyOf(numbers, Math.max(8, shape.size()));
        }
        numbers[slot] = value;
        given |= 1 << slot;
    }

    long number(int slot) {
        return has(slot) ? numbers[slot] : 0;
    }

    void given(int slot) {
        given |= 1 << slot;
    }

    /** Sets a path; {@code uri} says that it is one of another file system. */
    void path(int slot, String name, boolean uri) {
        PathName path = pathOf(slot);
        path.clear();
        if (uri) {
            path.setForeign(name);
        } else {
            path.set(name);
        }
        given |= 1 << slot;
    }

    /** The path of a slot of type path. */
    PathName pathOf(int slot) {
        return slot == shape.secondPath() ? secondPath : firstPath;
    }

    // ---- subject
    // ---------------------------------------------------------------------------------------------------------------

    /** Who acts, looked up once; in the thread that acts. */
    BundleIdentity identity() {
        BundleIdentity found = subject;
        if (found == null) {
            found = core.resolve(owner);
            subject = found;
        }
        return found;
    }

    // ---- hooks
    // -----------------------------------------------------------------------------------------------------------------

    /** The views of this frame for a module: never those of another one. */
    HookViews views(ActiveModule module, int place) {
        if (place >= views.length) {
            views = Arrays.copyOf(views, Math.max(place + 1, views.length * 2));
        }
        HookViews found = views[place];
        if (found == null || found.moduleNumber() != module.number()) {
            found = viewsSlow(module, place);
        }
        return found;
    }

    /* A module has different places on different kinds: what is there already is moved, not made again. */
    private HookViews viewsSlow(ActiveModule module, int place) {
        for (int i = 0; i < views.length; i++) {
            HookViews other = views[i];
            if (other != null && other.moduleNumber() == module.number()) {
                views[i] = views[place];
                views[place] = other;
                return other;
            }
        }
        HookViews made = new HookViews(this, module);
        HookViews moved = views[place];
        views[place] = made;
        if (moved != null) {
            keep(moved);
        }
        return made;
    }

    private void keep(HookViews moved) {
        for (int i = 0; i < views.length; i++) {
            if (views[i] == null) {
                views[i] = moved;
                return;
            }
        }
        if (views.length < 64) {
            int place = views.length;
            views = Arrays.copyOf(views, 2 * place);
            views[place] = moved;
        }
    }

    /** A module's code begins to run. */
    void beginHook(Hook current, long now) {
        TICK.setOpaque(this, now);
        HOOK.setRelease(this, current);
    }

    /** A module's code has returned. */
    void endHook() {
        HOOK.setRelease(this, null);
    }

    /** For the watchdog: the hook that runs, or {@code null}. */
    Hook hookNow() {
        return (Hook) HOOK.getAcquire(this);
    }

    /** For the watchdog: when the hook began. */
    long hookTick() {
        return (long) TICK.getOpaque(this);
    }

    // ---- what was said
    // ---------------------------------------------------------------------------------------------------------

    /** The event so far, begun with the arguments of the kind, which must stand before what modules judged. */
    EventEncoder event() {
        if (!begun) {
            if (encoder == null) {
                encoder = new EventEncoder();
            }
            encoder.begin(shape.spec());
            writeArguments();
            begun = true;
        }
        return encoder;
    }

    private void writeArguments() {
        EventEncoder event = encoder;
        boolean application = shape.spec().application();
        for (int i = 0; i < shape.size(); i++) {
            if (!has(i)) {
                continue;
            }
            Shape.Slot slot = shape.slot(i);
            switch (slot.type()) {
                case TEXT -> event.text(slot.name(), texts[i]);
                case NUMBER -> event.number(slot.name(), numbers[i]);
                case DECIMAL -> event.decimal(slot.name(), numbers[i], slot.decimals());
                case BOOLEAN -> event.bool(slot.name(), numbers[i] != 0);
                case FLAGS -> event.options((int) numbers[i]);
                case SECRET -> event.secret(slot.name());
                case HASHED -> event.hashed(slot.name(), texts[i]);
                case PATH -> {
                    PathName path = pathOf(i);
                    if (application) {
                        event.text(slot.name(), path.absolute());
                    } else {
                        event.path(slot.role(), path.absolute());
                    }
                }
                case FOREIGN -> throw new IllegalStateException("slot [" + slot.words() + "] cannot be set by a guard");
            }
        }
    }

    void flag(Lane lane, String key) {
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

    /** A module denied, or would have: the record is due whatever the rules say. */
    void denial(String module, CharSequence rule, CharSequence reason, boolean enforced) {
        event().denial(module, rule, reason, !enforced);
        denied = true;
        flagged = true;
        reliable = true;
        if (enforced && denier == null) {
            denier = module;
            denialReason = reason;
        }
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

    /** Whether a module denied or would have. */
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
        long bytes = LEAST_CREDIT;
        if (begun) {
            bytes += encoder.length();
        } else if (given != 0) {
            for (int i = 0; i < shape.size(); i++) {
                bytes += has(i) ? boundOf(i) : 0;
            }
        }
        return (int) Math.min(bytes, EventLayout.MAXIMUM);
    }

    private long boundOf(int slot) {
        boolean path = shape.slot(slot).type() == SlotType.PATH;
        String text = path ? pathOf(slot).given() : texts == null || slot >= texts.length ? null : texts[slot];
        int folder = path ? core.workingFolder().bytes().length : 0;
        int size = text == null
                ? 0
                : Math.min(EventLayout.MAXIMUM_TEXT, 3 * Math.min(text.length(), EventLayout.MAXIMUM_TEXT) + folder);
        return 64L + size;
    }

    int reserved() {
        return reserved;
    }

    Reserve purpose() {
        return purpose;
    }

    void reserved(int bytes, Reserve holder) {
        reserved = bytes;
        purpose = holder;
    }

    // ---- outcome
    // ---------------------------------------------------------------------------------------------------------------

    void start(long nanos) {
        startNanos = nanos;
        timed = true;
    }

    boolean timed() {
        return timed;
    }

    long startNanos() {
        return startNanos;
    }

    void outcome(boolean succeeded, int errno, String exception) {
        success = succeeded;
        exit = errno;
        exceptionClass = exception;
    }

    String exceptionClass() {
        return exceptionClass;
    }

    // ---- what rules may ask
    // ----------------------------------------------------------------------------------------------------

    @Override
    public String kind() {
        return shape.kind();
    }

    @Override
    public int pathCount() {
        int second = shape.secondPath();
        int first = shape.firstPath();
        return (first >= 0 && has(first) ? 1 : 0) + (second >= 0 && has(second) ? 1 : 0);
    }

    private PathName pathAt(int index) {
        int first = shape.firstPath();
        return index == 0 && first >= 0 && has(first) ? firstPath : secondPath;
    }

    @Override
    public byte[] pathBytes(int index) {
        return pathAt(index).normal();
    }

    @Override
    public int pathLength(int index) {
        return pathAt(index).normalLength();
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
    public String subject() {
        return identity().label();
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
