package org.doorward.itest.benchmarks;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Fresh relative names: each is an object of its own and comes back after {@value #COUNT} others, so that no cache by identity and no
 * branch predictor can know it. None lies in a folder of {@link Modules#rules}: all rules are compared.
 */
@State(Scope.Thread)
public class Names {
    private static final int COUNT = 1 << 12;

    private final String[] names = new String[COUNT];
    private int at;

    public Names() {
        for (int i = 0; i < COUNT; i++) {
            names[i] = "reports/2026/quarter-" + i % 4 + "/draft-" + Integer.toString(i * 7919, 36) + ".txt";
        }
    }

    /** The next one. */
    public String next() {
        at = at + 1 & COUNT - 1;
        return names[at];
    }
}
