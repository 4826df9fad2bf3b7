package org.doorward.trail.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.doorward.event.EventEncoder;

/**
 * What the trail has to say of itself, until it was said. The drain takes a fact and appends it as any event; if the flush that was to keep it
 * fails, it is said again. Belongs to the drain's thread.
 */
final class TrailFacts {
    /** More than a disk that fails once a second brings in four minutes; the oldest are left out beyond it. */
    private static final int MOST = 256;

    private final Deque<Consumer<EventEncoder>> pending = new ArrayDeque<>();
    private final Deque<Consumer<EventEncoder>> given = new ArrayDeque<>();

    void add(Consumer<EventEncoder> fact) {
        if (pending.size() == MOST) {
            pending.removeFirst();
        }
        pending.addLast(fact);
    }

    /** The new segment's first record. */
    void addFirst(Consumer<EventEncoder> fact) {
        pending.addFirst(fact);
    }

    boolean next(EventEncoder into) {
        Consumer<EventEncoder> fact = pending.pollFirst();
        if (fact == null) {
            return false;
        }
        fact.accept(into);
        given.addLast(fact);
        return true;
    }

    /** What was given since the last call is kept, or it is not and comes back, in its order. */
    void settled(boolean kept) {
        while (!kept && !given.isEmpty()) {
            pending.addFirst(given.removeLast());
        }
        given.clear();
    }
}
