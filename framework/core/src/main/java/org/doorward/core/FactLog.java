package org.doorward.core;

import java.util.function.Consumer;
import org.doorward.event.EventEncoder;
import org.doorward.event.RecordType;
import org.doorward.rules.RuleSet;
import org.doorward.transport.Transport;

/**
 * Where facts of the core go: records that tell of no operation. Each is written by a method of {@link org.doorward.event.Facts}.
 * Safe for all threads; may wait for room in the backlog; allocates.
 */
public final class FactLog {
    private final Transport transport;
    private volatile RuleSet rules = RuleSet.empty();

    FactLog(Transport transport) {
        this.transport = transport;
    }

    void rules(RuleSet inForce) {
        rules = inForce;
    }

    /**
     * Emits a fact, unless a rule of the list user or exclude keeps its type out of the trail.
     *
     * @param type what {@code fact} begins
     * @param fact fills the event, once, before this returns
     * @return whether it is kept; {@code false}: lost and counted, or kept out by a rule
     */
    public boolean write(RecordType type, Consumer<EventEncoder> fact) {
        EventEncoder event = event(type, fact);
        return event != null && transport.emit(event);
    }

    /** As {@link #write}, for a thread that must not wait: takes room at once, or the fact is lost and counted. */
    boolean writeAtOnce(RecordType type, Consumer<EventEncoder> fact) {
        EventEncoder event = event(type, fact);
        return event != null && transport.emitAtOnce(event);
    }

    /** The event of a fact, or {@code null} if a rule keeps it out. */
    private EventEncoder event(RecordType type, Consumer<EventEncoder> fact) {
        if (rules.excludes(type)) {
            return null;
        }
        Headroom.require();
        EventEncoder event = new EventEncoder();
        fact.accept(event);
        return event;
    }
}
