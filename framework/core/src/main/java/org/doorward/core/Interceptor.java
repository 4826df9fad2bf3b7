package org.doorward.core;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.doorward.core.woven.Ending.Meaning;
import org.doorward.core.woven.WovenAgent;
import org.doorward.core.woven.WovenRow;
import org.doorward.guard.OperationDeniedException;

/*
 *   woven method -> Bridge -> enter(call, row)                                           exit(call, row) <- Bridge
 *     nobody wants the kind, or a hook runs in this thread: nothing
 *     only the engine judges the kind, and at a glance it is none of its own: nothing
 *     arguments copied to a frame (Capture)
 *     an open call of this thread is the same operation: it stands for this one, unless the policy has changed meanwhile
 *     Sequence.enter: asked, credited -------- denied: what the method declares          outcome by the row's Ending
 *     no module is asked, and nobody will want to know how it ends: nothing more
 *     the frame becomes the innermost open call of the thread                            Sequence.succeeded, failed ...
 *
 * Rows that end what another row began decide nothing: they find the open or detached operation by its handle, or, where a row has none
 * (item 67), as the nearest call of this thread that another row ends.
 *
 * How an operation could pass or its outcome be lost here, and the test that shows that it does not:
 *   a row is switched off although somebody wants its kind   InterceptorTest.aSwitchFollowsThePolicy
 *   the engine takes what is its own for harmless              FarNamesTest, GlanceTest
 *   an argument is not what the method uses                  agent: what is judged is what is used
 *   the inner frame of another operation is taken for the outer one's    NestedOperationsTest.onlyTheSameOperationOnTheSameObjectIsMerged
 *   a guarded operation, which the engine itself does not judge, stands for what it would deny
 *                                                            SelfProtectionTest.whatIsClosedIsClosedToTheBodyOfAGuardedOperation
 *   a denial is thrown as something that the caller does not catch       DenialTest
 *   an operation that ends elsewhere is forgotten            InterceptedOutcomeTest.anOperationThatGoesOnIsEndedByItsHandle, .whatIsRefusedMeanwhileHidesNothing
 *   its end is taken for that of the next on the same handle InterceptedOutcomeTest.whatTheHandlerBeginsOnTheSameHandleIsNotEndedWithIt
 */
/** Takes the calls of woven methods through the sequence of an operation. Safe for all threads. */
final class Interceptor {
    private static final int TOKEN = 0;
    private static final int RESULT = 1;
    private static final int THROWN = 2;
    private static final int SELF = 3;
    /** The loaders and threads that a bundle makes are its own, wherever they are met later. */
    private static final Set<String> CREATING = Set.of("runtime.newloader", "runtime.startthread");

    private final Core core;
    private final WovenRow[] rows;
    private final KindEntry[] kinds;
    private final int[][] entrySlots;
    private final int[][] exitSlots;
    private final Glance[] glances;
    /** Those that ask neither the framework nor anybody, and of whose calls nothing else is to be known; null: others. */
    private final Glance[] firsts;

    private final Glance[] linkages;
    private final boolean[] creating;
    private final boolean[] ofLoaders;
    private final OpenCalls open;
    private final Capture capture;
    private final WeakIdentityMap<Object, LateCall> late = new WeakIdentityMap<>();
    private final boolean[] switches;
    /** Who asks whether it is reached; {@code null} but at the start. */
    private volatile Thread probing;

    /** A call of a row that ends what another row began: what had begun before it. */
    private static final class EndingCall implements OpenCall {
        private final OpenCall outer;
        private final LateCall began;

        EndingCall(OpenCall outer, LateCall began) {
            this.outer = outer;
            this.began = began;
        }

        @Override
        public OpenCall outer() {
            return outer;
        }
    }

    /** Installs itself as the handler of the agent, for the life of the JVM. */
    Interceptor(Core core, WovenRow[] rows, WovenAgent agent, OpenCalls open) {
        this.core = core;
        this.rows = rows;
        this.open = open;
        this.capture = new Capture(core.resolver());
        this.kinds = new KindEntry[rows.length];
        this.entrySlots = new int[rows.length][];
        this.exitSlots = new int[rows.length][];
        this.glances = new Glance[rows.length];
        this.firsts = new Glance[rows.length];
        this.linkages = new Glance[rows.length];
        this.creating = new boolean[rows.length];
        this.ofLoaders = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] != null) {
                prepare(i);
            }
        }
        this.switches = agent.install(this::enter, this::exit);
    }

    private void prepare(int number) {
        WovenRow row = rows[number];
        KindEntry kind = core.policy().kind(row.kinds().get(0).name());
        kinds[number] = kind;
        glances[number] = row.ending().endsAnother()
                ? Glance.NONE
                : core.protection().glance(row, kind.shape(), core.workingFolder(), core.resolver());
        linkages[number] = Linkage.of(kind.name(), row);
        creating[number] = CREATING.contains(kind.name());
        ofLoaders[number] =
                row.atEntry().stream().anyMatch(argument -> argument.name().equals("loader"));
        Family family = kind.shape().family();
        boolean isOfNames = family == Family.FILE || family == Family.NETWORK;
        firsts[number] = !isOfNames || row.ending().endsAnother() ? null : glances[number];
        entrySlots[number] = slots(row.atEntry(), kind.shape());
        exitSlots[number] = slots(row.atExit(), kind.shape());
    }

    private static int[] slots(List<WovenRow.Argument> arguments, Shape shape) {
        return arguments.stream()
                .mapToInt(argument -> shape.indexOf(argument.name()))
                .toArray();
    }

    /**
     * Adds rows of classes that came later, or puts them in the place of those of a class that is gone. Their code runs afterwards only, so that
     * nobody sees a switch without its row.
     *
     * @param more by their number; {@code null}: none
     */
    void add(WovenRow[] more) {
        for (int i = 0; i < more.length; i++) {
            if (more[i] != null) {
                rows[i] = more[i];
                prepare(i);
            }
        }
    }

    /** Switches on the rows of the kinds that are wanted, and the others off. */
    void follow(Snapshot policy) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] != null) {
                switches[i] = creating[i] || isWanted(rows[i], policy);
            }
        }
    }

    private boolean isWanted(WovenRow row, Snapshot policy) {
        return row.kinds().stream()
                .mapToInt(kind -> core.policy().kind(kind.name()).id())
                .anyMatch(id -> policy.plans()[id] != null || policy.judged()[id]);
    }

    /** Thrown into a call that only asks whether it is intercepted. */
    private static final class Reached extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Whether a call of this kind is really intercepted, and stopped before it does anything. Nobody is asked and nothing is recorded.
     *
     * @param call makes the call, in this thread
     */
    boolean reaches(String kind, Runnable call) {
        probing = Thread.currentThread();
        try {
            for (int i = 0; i < rows.length; i++) {
                if (kinds[i] != null && kinds[i].name().equals(kind)) {
                    switches[i] = true;
                }
            }
            call.run();
            return false;
        } catch (Reached e) {
            return true;
        } finally {
            probing = null;
            follow(core.policy().snapshot());
        }
    }

    // ---- entry
    // -----------------------------------------------------------------------------------------------------------------

    private void enter(Object[] call, int number) {
        Thread asking = probing;
        if (asking != null && asking == Thread.currentThread()) {
            throw new Reached();
        }
        Plan plan = core.policy().planOfIntercepted(kinds[number]);
        Glance first = firsts[number];
        boolean idle = plan != null && plan.isIdle();
        boolean harmless = idle && first != null && first.isHarmless(call);
        // Before it is asked whether a hook runs in this thread: the answer is the same.
        if (harmless || Exemption.applies()) {
            return;
        }
        WovenRow row = rows[number];
        if (row.ending().endsAnother()) {
            enterEnding(call, row, number);
            return;
        }
        BundleIdentity owner = ofLoaders[number] ? core.resolver().ownerOfLoader(call[SELF]) : null;
        if (creating[number] && owner == null) {
            if (core.resolver().isNobodys(call[SELF])) {
                return;
            }
            core.resolver().created(call[SELF], core.creator());
            if (!ofLoaders[number]) {
                core.assumptions().starts(call[SELF]);
            }
        }
        if (plan == null || linkages[number].isHarmless(call)) {
            return;
        }
        if (first == null || !idle) {
            harmless = glances[number].isHarmless(call);
            if (harmless && idle) {
                return;
            }
        }
        Frame frame = core.frames().take();
        frame.open(kinds[number].shape(), plan);
        frame.harmless(harmless);
        if (owner != null) {
            frame.acting().identity(owner);
        }
        if (!capture(frame.arguments(), row, number, call)) {
            core.recycle(frame);
            return;
        }
        OpenCall outer = open.innermost();
        frame.outer(outer);
        Frame same = outer == null ? null : OpenCalls.same(frame);
        boolean policyChanged = same != null && same.plan() != frame.plan();
        if (same != null
                && !policyChanged
                && same.standsForInner()
                && (same.acting().isIntercepted() || !core.sequence().denies(frame))) {
            core.recycle(frame);
            return;
        }
        if (same != null) {
            frame.takeEntry(same);
        }
        frame.endsAtEntry(row.ending().entryOnly());
        try {
            core.sequence().enter(frame);
        } catch (OperationDeniedException e) {
            throw Interceptor.<RuntimeException>undeclared(row.denial(e, pathOf(row, call)));
        }
        if (policyChanged && !tellsInsteadOf(same, frame)) {
            same.takeEntry(frame);
            core.sequence().nothing(frame);
            return;
        }
        begun(call, row, frame);
    }

    /*
     * The policy changed between an operation's entry and the call that does it. Both were decided, each by its own; recorded is the one of
     * which there is more to say, and both only if either has the word of a module that the other has not: a module that stayed, or whose
     * new version came, has flagged the one operation already.
     */
    private static boolean tellsInsteadOf(Frame outer, Frame frame) {
        if (!frame.flagged() || outer.concernsAllOf(frame)) {
            return false;
        }
        if (!outer.flagged()) {
            outer.supersede();
        }
        return true;
    }

    private void begun(Object[] call, WovenRow row, Frame frame) {
        if (row.ending().entryOnly()) {
            core.sequence().succeeded(frame);
            if (row.kinds().get(0).name().equals("runtime.halt")) {
                core.transport().sync(); // nothing runs after it that could write what is queued
            }
            return;
        }
        if (frame.plan().size() == 0 && !core.sequence().matters(frame)) {
            core.sequence().nothing(frame); // nobody is asked within it again, and nobody will know what came of it
            return;
        }
        Object handle = handleOf(frame);
        if (row.ending().mayGoOn() && handle != null) {
            LateCall token = lateCall(handle, frame);
            call[TOKEN] = token;
            open.innermost(token);
        } else {
            frame.endsElsewhere(row.ending().mayGoOn());
            call[TOKEN] = frame;
            open.innermost(frame);
        }
    }

    /** @return false if a path is none of the default file system's, or missing: the method will refuse it before it does anything */
    private boolean capture(Arguments into, WovenRow row, int number, Object[] call) {
        List<WovenRow.Argument> arguments = row.atEntry();
        int[] slots = entrySlots[number];
        Shape shape = into.shape();
        for (int i = 0; i < slots.length; i++) {
            capture.into(into, slots[i], arguments.get(i).place().read(call));
            if (shape.slot(slots[i]).type() == SlotType.PATH && shape.required(slots[i]) && !into.has(slots[i])) {
                return false;
            }
        }
        if (kinds[number].name().equals("file.symlink")) {
            pointFromTheLink(into, shape);
        }
        return true;
    }

    /* What a link points to is taken from the folder that the link is in, not from the working folder. */
    private static void pointFromTheLink(Arguments arguments, Shape shape) {
        String pointed = arguments.pathOf(shape.firstPath()).given();
        if (!pointed.startsWith("/")) {
            String link = arguments.pathOf(shape.secondPath()).given();
            String folder = link.substring(0, link.lastIndexOf('/') + 1);
            arguments.path(shape.firstPath(), folder + pointed, false);
        }
    }

    private static String pathOf(WovenRow row, Object[] call) {
        for (WovenRow.Argument argument : row.atEntry()) {
            if (argument.name().equals("path")) {
                return Capture.path(argument.place().read(call));
            }
        }
        return null;
    }

    /* The woven method declares it: the compiler alone cannot know. */
    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X undeclared(Throwable thrown) throws X {
        throw (X) thrown;
    }

    private static Object handleOf(Frame frame) {
        return frame.arguments().object(frame.shape().indexOf(SlotType.HANDLE));
    }

    // ---- exit
    // ------------------------------------------------------------------------------------------------------------------

    private void exit(Object[] call, int number) {
        Object token = call[TOKEN];
        WovenRow row = rows[number];
        open.innermost(((OpenCall) token).outer());
        try {
            if (token instanceof EndingCall ending) {
                exitEnding(call, row, number, ending);
            } else if (token instanceof LateCall lateCall) {
                exitLate(call, row, number, lateCall);
            } else {
                conclude(call, row, number, (Frame) token);
            }
        } catch (Throwable t) {
            core.eventFailed(t);
        }
    }

    private void conclude(Object[] call, WovenRow row, int number, Frame frame) {
        Throwable thrown = (Throwable) call[THROWN];
        if (thrown != null) {
            core.sequence().failed(frame, thrown);
            return;
        }
        Meaning meaning = row.ending().of(call[RESULT]);
        if (meaning == Meaning.SUCCESS) {
            late(row, number, call).accept(frame);
            core.sequence().succeeded(frame);
        } else if (meaning == Meaning.FAILURE) {
            core.sequence().failed(frame, null);
        } else if (meaning == Meaning.ELSEWHERE && !frame.told()) {
            // It was asked for, and is done in a thread of the framework's that nothing leads to.
            core.sequence().succeeded(frame);
        } else {
            core.sequence().nothing(frame);
        }
    }

    /* What is known now: at the exit, or where another row ends the operation. What was judged stays; a peer is new. */
    private Consumer<Frame> late(WovenRow row, int number, Object[] call) {
        boolean ofAnother = row.ending().endsAnother();
        List<WovenRow.Argument> arguments = ofAnother ? row.atEntry() : row.atExit();
        if (arguments.isEmpty()) {
            return frame -> {};
        }
        Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).place().read(call);
        }
        int[] slots = ofAnother ? entrySlots[number] : exitSlots[number];
        return frame -> {
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null && !(ofAnother && isKnown(frame, slots[i]))) {
                    capture.into(frame.arguments(), slots[i], values[i]);
                    if (frame.arguments().has(slots[i])) {
                        frame.late(slots[i]);
                    }
                }
            }
        };
    }

    private static boolean isKnown(Frame frame, int slot) {
        return frame.arguments().has(slot) || frame.shape().slot(slot).type() == SlotType.HANDLE;
    }

    // ---- operations that another row ends
    // --------------------------------------------------------------------------------------

    private LateCall lateCall(Object handle, Frame frame) {
        LateCall[] made = new LateCall[1];
        late.replace(handle, earlier -> made[0] = new LateCall(core, frame, earlier));
        return made[0];
    }

    private void exitLate(Object[] call, WovenRow row, int number, LateCall token) {
        Object handle = handleOf(token.frame());
        boolean goesOn = call[THROWN] == null && row.ending().of(call[RESULT]) == Meaning.ELSEWHERE;
        if (goesOn) {
            token.goOn();
        } else {
            token.over();
            conclude(call, row, number, token.frame());
        }
        late.replace(handle, LateCall::waiting);
    }

    private void enterEnding(Object[] call, WovenRow row, int number) {
        if (!row.ending().entryOnly()) {
            EndingCall token = new EndingCall(open.innermost(), late.get(valueOf("socket", row, call)));
            call[TOKEN] = token;
            open.innermost(token);
            return;
        }
        Throwable failure = (Throwable) valueOf("failure", row, call);
        for (OpenCall outer = open.innermost(); outer != null; outer = outer.outer()) {
            if (outer instanceof EndingCall ending) {
                if (ending.began != null) {
                    ending.began.endAll(failure == null, failure, frame -> {});
                }
                return;
            }
            if (outer instanceof LateCall lateCall) {
                lateCall.ended(failure == null, failure, frame -> {});
                return;
            }
        }
    }

    private static Object valueOf(String name, WovenRow row, Object[] call) {
        for (WovenRow.Argument argument : row.atEntry()) {
            if (argument.name().equals(name)) {
                return argument.place().read(call);
            }
        }
        return null;
    }

    private void exitEnding(Object[] call, WovenRow row, int number, EndingCall token) {
        if (token.began == null) {
            return;
        }
        Throwable thrown = (Throwable) call[THROWN];
        Meaning meaning = thrown != null ? Meaning.FAILURE : row.ending().of(call[RESULT]);
        if (meaning == Meaning.SUCCESS || meaning == Meaning.FAILURE) {
            token.began.endAll(meaning == Meaning.SUCCESS, thrown, late(row, number, call));
        }
        late.replace(valueOf("socket", row, call), LateCall::waiting);
    }
}
