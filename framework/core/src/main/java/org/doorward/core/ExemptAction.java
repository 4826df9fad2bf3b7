package org.doorward.core;

import java.util.Objects;

/**
 * Work of the engine's own whose operations are not mediated: what the operator ordered for the moment in which nothing can be recorded must
 * not need a record. The exemption covers the call and no thread that it starts. As safe for threads as the work is.
 */
public final class ExemptAction implements Runnable {
    private final Runnable work;

    /** Runs this. */
    public ExemptAction(Runnable work) {
        this.work = Objects.requireNonNull(work, "work");
    }

    @Override
    public void run() {
        long[] slot = Exemption.slot();
        long outer = slot[0];
        slot[0] = 1;
        try {
            work.run();
        } finally {
            slot[0] = outer;
        }
    }
}
