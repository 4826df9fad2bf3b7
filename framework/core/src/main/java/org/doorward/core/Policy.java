package org.doorward.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.doorward.audit.Lane;
import org.doorward.control.Mode;
import org.doorward.event.Commit;
import org.doorward.event.Facts;
import org.doorward.event.KindTable;
import org.doorward.event.RecordType;
import org.doorward.module.Kind;
import org.doorward.rules.Rule;
import org.doorward.rules.RuleDifference;
import org.doorward.rules.RuleSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Two locks. "changes" keeps the changes and the facts that tell of them in one order; a fact may wait for room in the backlog.
 * "lock" guards the parts of the snapshot, and is never held while something is emitted: an application's first operation of a kind of
 * its own takes it.
 */
/** Who is asked, in which mode, by which rules: changed as a whole, read with one volatile read. Safe for all threads. */
final class Policy {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);

    private final FactLog facts;
    private final KindRegistry kinds;
    private final ReentrantLock changes = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();

    private List<ActiveModule> modules = List.of();
    private volatile Map<String, Mode> modes = Map.of();
    private volatile Mode defaultMode = Mode.ENFORCE;
    private volatile Mode globalMode = Mode.ENFORCE;
    private Set<String> required = Set.of();
    private RuleSet rules = RuleSet.empty();
    private CommitPolicy commits;
    private boolean recording = true;
    private boolean closed;

    /** Kinds that the engine judges itself, whoever else wants them. */
    private Set<String> judged = Set.of();

    private Consumer<Snapshot> follower = now -> {};

    private volatile Snapshot snapshot;

    Policy(KindTable contract, Commit commit, FactLog facts) {
        this.kinds = new KindRegistry(contract);
        this.commits = new CommitPolicy(commit, Map.of());
        this.facts = facts;
        this.snapshot = build();
    }

    // ---- the hot path
    // ----------------------------------------------------------------------------------------------------------

    /** What happens to operations of this kind; {@code null}: nobody wants them. */
    Plan plan(KindEntry kind) {
        return snapshot.plans()[kind.id()];
    }

    /** What happens to an intercepted operation of this kind; {@code null}: neither is it wanted nor does the engine judge it. */
    Plan planOfIntercepted(KindEntry kind) {
        Snapshot now = snapshot;
        Plan plan = now.plans()[kind.id()];
        return plan == null && now.judged()[kind.id()] ? now.idle() : plan;
    }

    /** As {@link #plan}, for an operation that somebody wanted when it began. */
    Plan planOrIdle(KindEntry kind) {
        Snapshot now = snapshot;
        Plan plan = now.plans()[kind.id()];
        return plan == null ? now.idle() : plan;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    // ---- kinds
    // -----------------------------------------------------------------------------------------------------------------

    /** The kind that a guard means. @throws IllegalArgumentException see {@link KindRegistry#forGuard} */
    KindEntry kindForGuard(Kind kind, BundleIdentity owner) {
        lock.lock();
        try {
            int known = kinds.entries().size();
            KindEntry entry = kinds.forGuard(kind, owner);
            if (kinds.entries().size() > known) {
                snapshot = build();
                follower.accept(snapshot);
            }
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** A kind that is known. */
    KindEntry kind(String name) {
        lock.lock();
        try {
            return kinds.find(name);
        } finally {
            lock.unlock();
        }
    }

    // ---- changes
    // ---------------------------------------------------------------------------------------------------------------

    void check(DeployedModule module) {
        new ActiveModule(module, kinds.contract());
    }

    void publish(List<DeployedModule> deployed) {
        changes.lock();
        try {
            List<ActiveModule> old = modules;
            List<ActiveModule> next = activate(deployed, old);
            change(() -> modules = next);
            for (ActiveModule module : next) {
                if (!old.contains(module)) {
                    loaded(module);
                }
            }
            for (ActiveModule module : old) {
                if (!next.contains(module)) {
                    unloaded(module);
                }
            }
        } finally {
            changes.unlock();
        }
    }

    /* What was deployed already goes on as it is, counters and all. */
    private List<ActiveModule> activate(List<DeployedModule> deployed, List<ActiveModule> old) {
        Map<DeployedModule, ActiveModule> known = new HashMap<>();
        old.forEach(module -> known.put(module.deployed(), module));
        Map<String, DeployedModule> names = new HashMap<>();
        List<ActiveModule> next = new ArrayList<>();
        for (DeployedModule module : deployed) {
            DeployedModule twin = names.put(module.name(), module);
            if (twin != null) {
                throw new IllegalArgumentException("module name [" + module.name() + "] is claimed by bundle ["
                        + twin.bundleLabel() + "] and by bundle [" + module.bundleLabel()
                        + "]: expected one of them in the list");
            }
            ActiveModule same = known.get(module);
            next.add(same != null ? same : new ActiveModule(module, kinds.contract()));
        }
        next.sort(Comparator.comparingInt(
                        (ActiveModule module) -> module.deployed().ranking())
                .reversed());
        return List.copyOf(next);
    }

    private void loaded(ActiveModule module) {
        Mode mode = mode(module);
        DeployedModule deployed = module.deployed();
        if (mode == Mode.COMPLAIN) {
            LOG.info(
                    "module [{}] {} takes part in mode complain: what it denies is recorded and passes",
                    deployed.name(),
                    deployed.version());
        }
        String hash = deployed.sha256().isEmpty() ? "none" : deployed.sha256();
        facts.write(
                RecordType.SERVICE_START,
                fact -> Facts.moduleLoad(fact, deployed.name(), deployed.version(), hash, mode.token()));
    }

    private void unloaded(ActiveModule module) {
        DeployedModule deployed = module.deployed();
        Map<String, Long> quietly = module.unaudited().byRule();
        if (!quietly.isEmpty()) {
            LOG.info(
                    "module [{}] {} denied without a record (dontaudit): {}",
                    deployed.name(),
                    deployed.version(),
                    quietly);
        }
        facts.write(
                RecordType.SERVICE_STOP,
                fact -> Facts.moduleUnload(
                        fact,
                        deployed.name(),
                        deployed.version(),
                        module.denied().sum(),
                        module.flagged().sum()));
    }

    void modes(Map<String, Mode> byName, Mode byDefault) {
        changes.lock();
        try {
            Map<ActiveModule, Mode> before = new HashMap<>();
            modules.forEach(module -> before.put(module, ownMode(module)));
            Map<String, Mode> copy = Map.copyOf(byName);
            change(() -> {
                modes = copy;
                defaultMode = byDefault;
            });
            before.forEach((module, old) -> {
                if (ownMode(module) != old) {
                    modeSet(module.name(), old, ownMode(module));
                }
            });
        } finally {
            changes.unlock();
        }
    }

    void globalMode(Mode next) {
        changes.lock();
        try {
            Mode old = globalMode;
            if (old != next) {
                change(() -> globalMode = next);
                modeSet("*", old, next);
            }
        } finally {
            changes.unlock();
        }
    }

    Mode globalMode() {
        return globalMode;
    }

    private void modeSet(String module, Mode old, Mode now) {
        facts.write(
                RecordType.USER_MAC_CONFIG_CHANGE, fact -> Facts.setMode(fact, module, old.token(), now.token(), true));
    }

    void rules(RuleSet replacement) {
        changes.lock();
        try {
            RuleDifference difference = RuleDifference.of(rules, replacement);
            replacement.countOn(rules);
            change(() -> rules = replacement);
            difference.removed().forEach(rule -> ruleChanged(rule, false));
            difference.added().forEach(rule -> ruleChanged(rule, true));
        } finally {
            changes.unlock();
        }
    }

    private void ruleChanged(Rule rule, boolean added) {
        facts.write(
                RecordType.CONFIG_CHANGE,
                fact -> Facts.rule(fact, added, rule.key(), rule.list().number(), rule.text(), true));
    }

    /** Whether operations are recorded that nobody denied. */
    void recording(boolean on) {
        changes.lock();
        try {
            change(() -> recording = on);
        } finally {
            changes.unlock();
        }
    }

    void required(Set<String> names) {
        Set<String> copy = new LinkedHashSet<>(names);
        changes.lock();
        try {
            change(() -> required = copy);
        } finally {
            changes.unlock();
        }
    }

    void commits(CommitPolicy when) {
        changes.lock();
        try {
            change(() -> commits = when);
        } finally {
            changes.unlock();
        }
    }

    /** Shows every snapshot, the present one at once: when a change is over, it was shown. */
    void follow(Consumer<Snapshot> next, Set<String> kindsJudged) {
        change(() -> {
            follower = next;
            judged = kindsJudged;
        });
    }

    /** Sets which kinds the engine judges itself. */
    void judged(Set<String> kindsJudged) {
        change(() -> judged = kindsJudged);
    }

    /** From now on what was wanted is denied, and nobody is asked. */
    void close() {
        changes.lock();
        try {
            List<ActiveModule> old = modules;
            change(() -> closed = true);
            old.forEach(this::unloaded);
        } finally {
            changes.unlock();
        }
    }

    private void change(Runnable part) {
        lock.lock();
        try {
            part.run();
            snapshot = build();
            follower.accept(snapshot);
        } finally {
            lock.unlock();
        }
    }

    // ---- the snapshot
    // ----------------------------------------------------------------------------------------------------------

    /** The mode that is in force. */
    Mode mode(ActiveModule module) {
        return globalMode == Mode.COMPLAIN ? Mode.COMPLAIN : ownMode(module);
    }

    private Mode ownMode(ActiveModule module) {
        Mode configured = modes.get(module.name());
        if (configured != null) {
            return configured;
        }
        Mode declared = module.deployed().declaredMode();
        return declared != null ? declared : defaultMode;
    }

    private Snapshot build() {
        String refusal = closed ? "the engine has stopped" : missing();
        RuleSet obeyed = recording ? rules : RuleSet.silent();
        List<KindEntry> all = kinds.entries();
        Plan[] plans = new Plan[all.size()];
        boolean[] judging = new boolean[all.size()];
        for (KindEntry kind : all) {
            plans[kind.id()] = plan(kind, refusal, obeyed);
            judging[kind.id()] = !closed && judged.contains(kind.name());
        }
        Plan idle = new Plan(
                new Hook[0], Asked.of(new Hook[0], null), new boolean[0], false, false, obeyed, null, commits, false);
        List<ActiveModule> asked = closed ? List.of() : modules;
        Map<ActiveModule, Mode> inMode = new HashMap<>();
        asked.forEach(module -> inMode.put(module, mode(module)));
        return new Snapshot(plans, judging, idle, asked, Map.copyOf(inMode), rules);
    }

    private Plan before(KindEntry kind) {
        Snapshot before = snapshot; // null while the first one is built
        return before == null || kind.id() >= before.plans().length ? null : before.plans()[kind.id()];
    }

    /** The names of required modules that do not take part. */
    List<String> missingModules() {
        lock.lock();
        try {
            return required.stream()
                    .filter(name ->
                            modules.stream().noneMatch(module -> module.name().equals(name)))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private String missing() {
        List<String> names = missingModules();
        return names.isEmpty() ? null : "the required module [" + names.get(0) + "] is missing";
    }

    private Plan plan(KindEntry entry, String refusal, RuleSet obeyed) {
        String kind = entry.name();
        List<ActiveModule> wanting =
                modules.stream().filter(module -> module.wants(kind)).toList();
        boolean selectable = obeyed.couldSelect(kind);
        if (wanting.isEmpty() && !selectable && (refusal == null || closed)) {
            return null;
        }
        int size = closed ? 0 : wanting.size();
        Hook[] hooks = new Hook[size];
        boolean[] enforcing = new boolean[size];
        for (int i = 0; i < size; i++) {
            hooks[i] = wanting.get(i).hook(kind);
            enforcing[i] = mode(wanting.get(i)) == Mode.ENFORCE;
        }
        boolean reliably = obeyed.couldSelect(kind, Lane.RELIABLE);
        boolean enterable = recording && commits.couldEnter(kind, obeyed);
        return new Plan(
                hooks,
                Asked.of(hooks, before(entry)),
                enforcing,
                selectable,
                reliably,
                obeyed,
                refusal,
                commits,
                enterable);
    }
}
