package org.doorward.core;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.doorward.audit.ExitAuditor;
import org.doorward.event.KindTable;
import org.doorward.module.SecurityModule;

/** A module while it takes part: what was deployed, its counters, and one hook for each kind. Safe for all threads. */
final class ActiveModule {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final DeployedModule deployed;
    private final List<HookPattern> patterns;
    private final int number = NUMBERS.incrementAndGet();
    private final LongAdder denied = new LongAdder();
    private final LongAdder wouldDeny = new LongAdder();
    private final LongAdder flagged = new LongAdder();
    private final Unaudited unaudited = new Unaudited();
    private final LongAdder faults = new LongAdder();
    private final SampledTime time = new SampledTime();
    private final Map<String, Hook> hooks = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if a hook is refused */
    ActiveModule(DeployedModule deployed, KindTable contract) {
        this.deployed = deployed;
        this.patterns = deployed.hooks().stream()
                .map(text -> HookPattern.parse(deployed, text, contract))
                .toList();
    }

    DeployedModule deployed() {
        return deployed;
    }

    String name() {
        return deployed.name();
    }

    /** Tells this module from every other one that ever took part, without holding on to it. */
    int number() {
        return number;
    }

    boolean wants(String kind) {
        return patterns.stream().anyMatch(pattern -> pattern.selects(kind));
    }

    /** The hook of this module on a kind: always the same, so that it goes on hanging when something else is published. */
    Hook hook(String kind) {
        return hooks.computeIfAbsent(kind, name -> new Hook(this, name));
    }

    SecurityModule service() {
        return deployed.service();
    }

    /** The module again, if it looks at outcomes, else {@code null}. */
    ExitAuditor exitAuditor() {
        return deployed.service() instanceof ExitAuditor auditor ? auditor : null;
    }

    /** How often it was asked, on all kinds. */
    long calls() {
        return hooks.values().stream().mapToLong(Hook::calls).sum();
    }

    SampledTime time() {
        return time;
    }

    LongAdder denied() {
        return denied;
    }

    LongAdder wouldDeny() {
        return wouldDeny;
    }

    Unaudited unaudited() {
        return unaudited;
    }

    LongAdder flagged() {
        return flagged;
    }

    LongAdder faults() {
        return faults;
    }
}
