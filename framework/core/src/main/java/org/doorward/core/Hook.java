package org.doorward.core;

import org.doorward.audit.ExitAuditor;
import org.doorward.module.SecurityModule;

/** One module on one kind. Safe for all threads. */
final class Hook {
    private final ActiveModule module;
    private final String kind;
    private final SecurityModule service;
    private final ExitAuditor exitAuditor;
    private final Asked.Total calls = new Asked.Total();
    /** How many calls hang. Written by the watchdog's thread only. */
    private volatile int hanging;

    Hook(ActiveModule module, String kind) {
        this.module = module;
        this.kind = kind;
        this.service = module.service();
        this.exitAuditor = module.exitAuditor();
    }

    ActiveModule module() {
        return module;
    }

    String kind() {
        return kind;
    }

    SecurityModule service() {
        return service;
    }

    ExitAuditor exitAuditor() {
        return exitAuditor;
    }

    /** Where the operations are counted in which this hook is asked. */
    Asked.Total asked() {
        return calls;
    }

    /** How often it was asked. */
    long calls() {
        return calls.sum();
    }

    boolean hangs() {
        return hanging != 0;
    }

    /** Called by the watchdog. Returns whether this is the first call that hangs. */
    boolean hang() {
        hanging = hanging + 1;
        return hanging == 1;
    }

    /** Called by the watchdog: a call that hung came back. */
    void returned() {
        hanging = hanging - 1;
    }
}
