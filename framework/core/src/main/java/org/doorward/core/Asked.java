package org.doorward.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;

/*
 * All hooks of a plan are asked, always: one count for each plan will do, however many modules there are. The count goes on while the
 * same hooks stand in the plan; with others a new one begins, and each hook adds up those that it was in. A count knows no hook: one that
 * stays would keep the class loaders of those that went (PolicySwapTest.aModuleThatWasAskedBesideOneThatStaysIsCollected).
 */
/** Counts the operations in which the hooks of a plan are asked. Safe for all threads. */
final class Asked {
    private final LongAdder count = new LongAdder();

    private Asked() {}

    /** The count of these hooks: that of the plan before, which may be {@code null}, if they are the same. */
    static Asked of(Hook[] hooks, Plan before) {
        if (before != null && before.asks(hooks)) {
            return before.asked();
        }
        Asked asked = new Asked();
        for (Hook hook : hooks) {
            hook.asked().add(asked);
        }
        return asked;
    }

    void count() {
        count.increment();
    }

    /** The sum of the counts that a hook is in. */
    static final class Total {
        /** Beyond it the oldest is closed: an operation that still counts there has slept through as many changes. */
        private static final int OPEN = 16;

        private final Deque<Asked> open = new ArrayDeque<>();
        private long closed;

        private synchronized void add(Asked asked) {
            open.addLast(asked);
            if (open.size() > OPEN) {
                closed += open.removeFirst().count.sum();
            }
        }

        synchronized long sum() {
            return closed + open.stream().mapToLong(asked -> asked.count.sum()).sum();
        }
    }
}
