package org.doorward.core;

import java.util.Locale;
import java.util.Set;

/** What becomes of operations that no bundle is on the stack of: never trusted. Setting {@code unattributed}. */
public enum UnattributedPolicy {
    /** Recorded where somebody looks who acts; denied if they start a process, end the JVM or load native code. */
    AUDIT,
    /** Denied, whatever they do, where somebody wants the kind; and as {@link #AUDIT}. */
    DENY,
    /** Nothing of its own: modules decide alone. */
    PASS;

    /** The key of their records. */
    static final String KEY = "unattributed";

    private static final Set<String> NEVER =
            Set.of("process.exec", "runtime.exit", "runtime.halt", "runtime.loadlibrary", "runtime.foreign");

    /** The word in the configuration. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kinds that are judged whether anybody wants them or not. */
    Set<String> kinds() {
        return this == PASS ? Set.of() : NEVER;
    }

    /** Judges an operation before it starts. */
    void judge(Frame frame) {
        if (this == PASS || this == AUDIT && !NEVER.contains(frame.kind())) {
            return;
        }
        if (frame.acting().identity() == Unattributed.SUBJECT) {
            frame.denial(
                    "doorward",
                    KEY,
                    "no bundle is on the stack, and [unattributed = " + token()
                            + "] in conf/doorward.cfg lets nobody's operations of this kind pass",
                    true);
        }
    }

    /** Whether operations of this subject are recorded for its sake. */
    boolean records(BundleIdentity subject) {
        return this != PASS && subject == Unattributed.SUBJECT;
    }
}
