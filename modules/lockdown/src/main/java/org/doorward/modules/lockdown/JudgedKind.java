package org.doorward.modules.lockdown;

import org.doorward.module.Kind;
import org.doorward.module.Operation;

/** A kind that this module hooks, and what it says of it to people. The component's hooks are these, no more and no less. */
enum JudgedKind {
    EXEC(Kind.PROCESS_EXEC, Concern.EXEC, "start processes"),
    KILL(Kind.PROCESS_KILL, Concern.EXEC, "end processes"),
    EXIT(Kind.RUNTIME_EXIT, Concern.EXIT, "end the JVM"),
    HALT(Kind.RUNTIME_HALT, Concern.EXIT, "halt the JVM"),
    LOAD_LIBRARY(Kind.RUNTIME_LOADLIBRARY, Concern.NATIVE, "load native libraries"),
    FOREIGN(Kind.RUNTIME_FOREIGN, Concern.NATIVE, "call native functions"),
    NEW_LOADER(Kind.RUNTIME_NEWLOADER, Concern.LOADER, "make class loaders"),
    LOAD_AGENT(Kind.RUNTIME_LOADAGENT, Concern.AGENT, "load agents"),
    SHUTDOWN_HOOK(Kind.RUNTIME_SHUTDOWNHOOK, Concern.SHUTDOWN_HOOK, "add shutdown hooks");

    private static final JudgedKind[] ALL = values(); // values() copies

    private final Kind kind;
    private final Concern concern;
    private final String deed;

    JudgedKind(Kind kind, Concern concern, String deed) {
        this.kind = kind;
        this.concern = concern;
        this.deed = deed;
    }

    /**
     * The kind of this operation.
     *
     * @throws IllegalStateException if it is none of these: somebody gave the component other hooks. A module fault, which is a DENY in
     *     mode enforce
     */
    static JudgedKind of(Operation operation) {
        for (JudgedKind judged : ALL) {
            if (operation.is(judged.kind)) {
                return judged;
            }
        }
        throw new IllegalStateException("kind [" + operation.kind()
                + "]: lockdown does not judge it; take doorward.module.hooks out of " + Settings.FILE);
    }

    Kind kind() {
        return kind;
    }

    Concern concern() {
        return concern;
    }

    /** What the operation is, behind "may": {@code start processes}. */
    String deed() {
        return deed;
    }
}
