package org.doorward.core;

import java.util.Objects;

/** A task on its way to a thread of an executor's. Frames of this class are nobody's: the engine does not act through them. */
public final class Carried implements Runnable {
    private final Assumptions assumptions;
    private final Assumption assumption;
    private final Runnable task;

    /** Carries what counts in this thread. */
    Carried(Assumptions assumptions, Runnable task) {
        Assumption current = assumptions.current();
        this.assumptions = assumptions;
        this.assumption = current == null ? Assumption.NONE : current;
        this.task = Objects.requireNonNull(task, "task");
    }

    @Override
    public void run() {
        Object before = assumptions.begin(assumption);
        try {
            task.run();
        } finally {
            assumptions.end(before);
        }
    }
}
