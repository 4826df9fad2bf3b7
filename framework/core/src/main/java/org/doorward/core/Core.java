package org.doorward.core;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.doorward.audit.Advisor;
import org.doorward.control.AuditControl;
import org.doorward.control.Enabled;
import org.doorward.control.Mode;
import org.doorward.control.TrailStatus;
import org.doorward.core.woven.WovenAgent;
import org.doorward.core.woven.WovenRow;
import org.doorward.event.Commit;
import org.doorward.event.Facts;
import org.doorward.event.KindTable;
import org.doorward.event.RecordType;
import org.doorward.guard.OperationGuard;
import org.doorward.rules.RuleSet;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.doorward.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's core: guards for bundles on one side, modules, modes and rules on the other, and the sequence of an operation
 * between them. Assembled once; knows no OSGi.
 *
 * <p><strong>Thread-safety.</strong> Safe for all threads. <strong>Blocking.</strong> Every method that changes something emits a fact and
 * may wait for room in the backlog, at most the backlog wait time; operations go on meanwhile. <strong>Changes</strong> are atomic:
 * an operation sees all of one or nothing.
 */
public final class Core implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);
    private static final int FRAMES_PER_PROCESSOR = 4;
    /** Of these all bundles on the stack answer for an operation: the first one may be a library that acts for another. */
    private static final Set<String> EVERYBODY = Set.of(
            "process.exec",
            "runtime.exit",
            "runtime.halt",
            "runtime.loadlibrary",
            "runtime.foreign",
            "runtime.loadagent",
            "runtime.newloader");

    private final Transport transport;
    private final SubjectResolver resolver;
    private final WorkingFolder workingFolder;
    private final FactLog facts;
    private final Policy policy;
    private final Sequence sequence;
    private final FramePool frames;
    private final Watchdog watchdog;
    private final Pendings pendings;
    private final DenialStorms storms;
    private final Control control;
    private final Object enabling = new Object();
    private final OpenCalls openCalls = new OpenCalls();
    private volatile UnattributedPolicy unattributed = UnattributedPolicy.AUDIT;
    private volatile ClassInitializers classInitializers = ClassInitializers.DENY;
    private volatile Lock lock = Lock.OPEN;
    private volatile SelfProtection protection = SelfProtection.NONE;
    private final Assumptions assumptions = new Assumptions();
    private volatile Interceptor interceptor;

    /**
     * Assembles the core and starts its watchdog. Nobody wants anything until modules or rules are set.
     *
     * @param transport started; outlives the core, which does not close it
     */
    public Core(CoreSettings settings, KindTable kinds, Transport transport, SubjectResolver resolver) {
        this(settings, kinds, transport, resolver, true);
    }

    /** {@code watched} false: whoever made it looks in the watchdog's place. */
    Core(CoreSettings settings, KindTable kinds, Transport transport, SubjectResolver resolver, boolean watched) {
        this.transport = Objects.requireNonNull(transport, "transport");
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.workingFolder = new WorkingFolder(settings.workingFolder());
        this.facts = new FactLog(transport);
        this.policy = new Policy(kinds, settings.commit(), facts);
        this.sequence = new Sequence(this, transport);
        this.frames =
                new FramePool(FRAMES_PER_PROCESSOR * Runtime.getRuntime().availableProcessors(), () -> new Frame(this));
        this.watchdog = new Watchdog(this, settings);
        this.pendings = new Pendings(this);
        this.storms = new DenialStorms(new StormRecords(this), System::nanoTime);
        this.control = new Control(policy, transport, resolver, () -> lock, settings.unmediated());
        if (watched) {
            watchdog.start();
        }
    }

    /** The enforcement point of a bundle. Holds the identity, never the bundle. */
    public OperationGuard guard(BundleIdentity owner) {
        return new Guard(this, owner);
    }

    /**
     * From now on the calls of woven methods are mediated: installs the engine's handler in the agent, for the life of the JVM. Before the
     * first bundle.
     *
     * @param rows by their number; {@code null}: not woven
     * @param defence what the engine defends of itself
     * @throws IllegalStateException if the agent has a handler already
     */
    public void intercept(WovenAgent agent, WovenRow[] rows, SelfProtection defence) {
        protection = defence;
        Interceptor installed = new Interceptor(this, rows, agent, openCalls);
        interceptor = installed;
        policy.follow(installed::follow, judged());
    }

    /**
     * From now on the calls of these woven methods are mediated, too. Before their code runs; after {@link #intercept}.
     *
     * @param rows by their number; {@code null}: another's
     */
    public void woven(WovenRow[] rows) {
        interceptor.add(rows);
        policy.judged(judged());
    }

    /**
     * Whether a call of this kind is intercepted, and stopped before it does anything: to be asked once, at the start. Nothing is recorded.
     *
     * @param call makes the call, in this thread
     * @throws IllegalStateException before {@link #intercept}
     */
    public boolean intercepts(String kind, Runnable call) {
        Interceptor installed = interceptor;
        if (installed == null) {
            throw new IllegalStateException("there is no agent");
        }
        return installed.reaches(kind, call);
    }

    private Set<String> judged() {
        Set<String> kinds = new HashSet<>(unattributed.kinds());
        kinds.addAll(protection.kinds());
        return kinds;
    }

    /** Sets what becomes of a module's denial in a class initializer. */
    public void setClassInitializers(ClassInitializers when) {
        classInitializers = Objects.requireNonNull(when, "classInitializers");
    }

    /**
     * Sets how many denials of one bundle and kind in a second, counted coarsely, are no storm yet: beyond that exceptions have no stack until
     * it is over. 0: they always have one.
     */
    public void setDenialStorm(int perSecond) {
        storms.perWindow(perSecond == 0 ? DenialStorms.NEVER : perSecond);
    }

    /** Sets what becomes of operations that no bundle is on the stack of. */
    public void setUnattributed(UnattributedPolicy when) {
        unattributed = Objects.requireNonNull(when, "unattributed");
        policy.judged(interceptor == null ? Set.of() : judged());
    }

    /**
     * Sets which modules take part: the whole list, in one step. Old and new version of a module swap places by leaving one out and
     * putting the other in. Modules are asked by ranking, highest first; the order of the list decides between equals.
     *
     * @throws IllegalArgumentException if a hook is refused or a name is there twice; the modules before stay in force
     */
    public void publish(List<DeployedModule> modules) {
        policy.publish(modules);
    }

    /** Whether {@link #publish} would take this module. @throws IllegalArgumentException if a hook is refused, with what is wrong */
    public void check(DeployedModule module) {
        policy.check(module);
    }

    /** Sets the rules. */
    public void setRules(RuleSet rules) {
        facts.rules(rules);
        policy.rules(rules);
    }

    /**
     * Sets the modes. A module that is not named is in the mode that it declares, else in {@code defaultMode}.
     *
     * @param byName by the name of the module; of modules that are not deployed, too
     */
    public void setModes(Map<String, Mode> byName, Mode defaultMode) {
        policy.modes(byName, Objects.requireNonNull(defaultMode, "defaultMode"));
    }

    /** Sets the mode of all: with {@link Mode#COMPLAIN} every module is in it, with {@link Mode#ENFORCE} each in its own. */
    public void setGlobalMode(Mode mode) {
        policy.globalMode(Objects.requireNonNull(mode, "mode"));
    }

    /** Sets the modules without which guarded operations are denied. */
    public void setRequiredModules(Set<String> names) {
        policy.required(names);
    }

    /** Sets when records are durable, of whatever key. */
    public void setCommit(Commit commit) {
        setCommit(commit, Map.of());
    }

    /**
     * Sets when records are durable. The strongest of what applies to an operation counts: this, what a rule says that selects it, and
     * that of its keys.
     *
     * @param byKey of operations under a key, whether a module or a rule gave it
     */
    public void setCommit(Commit byDefault, Map<String, Commit> byKey) {
        policy.commits(new CommitPolicy(byDefault, byKey));
    }

    /**
     * Turns recording on or off, or on for good, and records it. Locked, it stays so until the process ends, and self-protection keeps the
     * distribution's bundles, too, from changing modules.
     *
     * @param by what asked for it, in words for people
     * @return whether it is so now; {@code false}: it is locked, and the attempt was recorded
     */
    public boolean setEnabled(Enabled next, String by) {
        synchronized (enabling) {
            Lock before = lock;
            boolean done = !before.isLocked();
            if (done) {
                lock = new Lock(next, next == Enabled.LOCKED ? by : "");
                policy.recording(next != Enabled.OFF);
            }
            int old = before.enabled().ordinal();
            facts.write(RecordType.CONFIG_CHANGE, fact -> {
                if (done) {
                    Facts.auditSetting(fact, "audit_enabled", next.ordinal(), old, true);
                } else {
                    Facts.auditSettingRefused(fact, "audit_enabled", next.ordinal(), old, "locked");
                }
            });
            return done;
        }
    }

    /** What locked the configuration, or {@code null} if it may change. */
    public String lockedBy() {
        Lock now = lock;
        return now.isLocked() ? now.by() : null;
    }

    /** Sets the lost counter to zero and records it. @return the value before */
    public long resetLost() {
        long before = transport.resetLost();
        facts.write(RecordType.CONFIG_CHANGE, fact -> Facts.auditSetting(fact, "lost", 0, before, true));
        return before;
    }

    /** Sets the time that operations waited for room to zero and records it. @return the milliseconds before */
    public long resetBacklogWait() {
        long before = transport.resetBacklogWait();
        facts.write(
                RecordType.USYS_CONFIG,
                fact -> Facts.setting(fact, "backlog_wait_time_actual", Long.toString(before), "0", null, true));
        return before;
    }

    /** Asks the module of a denial what would allow the operation. Not in a hook: what the module does meanwhile is mediated. */
    public List<String> whatWouldAllow(TrailEvent event, TrailRecord denial) {
        String name = denial.text("module");
        for (ActiveModule module : policy.snapshot().modules()) {
            if (module.name().equals(name) && module.service() instanceof Advisor advisor) {
                try {
                    return List.copyOf(advisor.whatWouldAllow(event, denial));
                } catch (RuntimeException | LinkageError e) {
                    return List.of("module [" + name + "] could not say what would allow it: "
                            + e.getClass().getName());
                }
            }
        }
        return List.of();
    }

    /** What everybody may see, for the service registry. */
    public AuditControl control() {
        return control;
    }

    /** Takes where the state of the trail comes from, for {@code auditctl -s}; until then there is none. */
    public void trail(Supplier<TrailStatus> source) {
        control.trail(source);
    }

    /** Where facts go. */
    public FactLog facts() {
        return facts;
    }

    /** From now on what was wanted is denied. Detached operations end as unknown. The transport stays open. */
    @Override
    public void close() {
        policy.close();
        pendings.close();
        watchdog.stop();
        storms.endWindow();
    }

    // ---- for the parts
    // ---------------------------------------------------------------------------------------------------------

    WorkingFolder workingFolder() {
        return workingFolder;
    }

    Policy policy() {
        return policy;
    }

    Sequence sequence() {
        return sequence;
    }

    FramePool frames() {
        return frames;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    Pendings pendings() {
        return pendings;
    }

    DenialStorms storms() {
        return storms;
    }

    /** The operation is over and everything about it was emitted. */
    void recycle(Frame frame) {
        frame.clear();
        frames.give(frame);
    }

    SubjectResolver resolver() {
        return resolver;
    }

    Transport transport() {
        return transport;
    }

    UnattributedPolicy unattributed() {
        return unattributed;
    }

    ClassInitializers classInitializers() {
        return classInitializers;
    }

    Assumptions assumptions() {
        return assumptions;
    }

    SelfProtection protection() {
        return protection;
    }

    boolean everybodyAnswers(String kind) {
        return EVERYBODY.contains(kind);
    }

    /** The body of a guarded operation is about to run in this thread: what is intercepted in it may be the same operation. */
    void opened(Frame frame) {
        if (interceptor != null) {
            frame.outer(openCalls.innermost());
            openCalls.innermost(frame);
        }
    }

    /** The body has returned. */
    void closing(Frame frame) {
        if (interceptor != null) {
            openCalls.innermost(frame.outer());
        }
    }

    /* Whoever cannot be found out is nobody, who is not trusted. */
    Actor actor(Frame frame) {
        try {
            Shape shape = frame.shape();
            boolean ofClassPath = shape.family() == Family.FILE
                    && isOfClassPath(frame.arguments().pathOf(shape.firstPath()));
            return resolver.actor(everybodyAnswers(shape.kind()), ofClassPath);
        } catch (RuntimeException | LinkageError e) {
            report("the subject of an operation of kind [" + frame.kind() + "] cannot be found out", e);
            return Actor.of(resolver.unattributed());
        }
    }

    /* Who makes a loader or a thread; what goes wrong here must not come out of the JDK's methods that make them. */
    Actor creator() {
        try {
            return resolver.actor(false, false);
        } catch (RuntimeException | LinkageError e) {
            report("who makes a class loader or a thread cannot be found out", e);
            return Actor.of(resolver.unattributed());
        }
    }

    /*
     * Whoever installs a folder by reference has the framework open what is in it: a link in a bundle's data area, or a name that climbs from there,
     * leads anywhere.
     */
    private boolean isOfClassPath(PathName path) {
        return path.isIn(resolver.classPath()) && !PathSteps.climbs(path.given()) && !protection.isData(path);
    }

    /* A resolver that fails must not make an operation pass unrecorded: the owner of the guard is known for sure. */
    BundleIdentity resolve(BundleIdentity owner) {
        try {
            BundleIdentity caller =
                    Exemption.applies() ? resolver.caller(owner, HookCalls.class) : resolver.caller(owner);
            if (caller != null) {
                return caller;
            }
            report(
                    "the subject of an operation through the guard of [" + owner.label()
                            + "] is unknown; its owner is recorded",
                    null);
        } catch (RuntimeException | LinkageError e) {
            report(
                    "the subject of an operation through the guard of [" + owner.label()
                            + "] is unknown; its owner is recorded",
                    e);
        }
        return owner;
    }

    /** A module threw, or returned {@code null} if {@code thrown} is: never silently skipped. {@code since}: in the watchdog's looks. */
    void hookFailed(Hook hook, Throwable thrown, long since, boolean denied) {
        hook.module().faults().increment();
        String exception = thrown == null ? "null" : thrown.getClass().getName();
        fault(hook.module().name(), hook.kind(), exception, watchdog.microsSince(since), denied);
    }

    /** A module does not return: said once for all calls that hang. */
    void hookHangs(Hook hook, long afterMicros) {
        ActiveModule module = hook.module();
        module.faults().increment();
        boolean denied = policy.mode(module) == Mode.ENFORCE;
        LOG.error(
                "module [{}] does not return from an operation of kind [{}]; operations of that kind are {} until it does",
                module.name(),
                hook.kind(),
                denied ? "denied" : "decided without it");
        // The watchdog's own thread: waiting for room, it would find no other hang meanwhile.
        facts.writeAtOnce(
                RecordType.ANOM_RBAC_FAIL,
                fact -> Facts.moduleFault(fact, module.name(), hook.kind(), "hangs", afterMicros, denied));
    }

    /** A module used what it should have let go. */
    IllegalStateException keptFlyweight(String name) {
        String kind = "none";
        for (ActiveModule module : policy.snapshot().modules()) {
            if (module.name().equals(name)) {
                module.faults().increment();
            }
        }
        fault(name, kind, IllegalStateException.class.getName(), 0, false);
        return new IllegalStateException(
                "module [" + name + "] used an operation, context, buffer or path outside the call that"
                        + " handed it out, or in another thread; copy what is to be kept");
    }

    private void fault(String module, String kind, String exception, long afterMicros, boolean denied) {
        facts.write(
                RecordType.ANOM_RBAC_FAIL,
                fact -> Facts.moduleFault(fact, module, kind, exception, afterMicros, denied));
    }

    void eventFailed(Throwable cause) {
        report("the event of an operation could not be made", cause);
    }

    /** Logs. Does not throw: those who report have nobody else to tell. */
    void report(String message, Throwable cause) {
        try {
            LOG.error(message, cause);
        } catch (Throwable t) {
            // Memory or stack are at their end; the caller's work goes on.
        }
    }
}
