package org.doorward.transport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Group commit: who waits until the trail is durable up to a position. A producer leaves its ticket before it claims room for its event
 * (nothing that can fail stands between claim and publication), so that the drain, when it meets the event, has the ticket too. One sync settles all tickets of what was appended before it began.
 *
 * <p>Waiting parks and holds no monitor: a virtual thread gives its carrier back. An interrupt does not end the wait, because the record
 * would be neither kept nor lost for the caller; the flag is set again afterwards.
 */
final class Commits {
    private final Queue<Ticket> arrived = new ConcurrentLinkedQueue<>();

    /** The drain's own, sorted by nothing. */
    private final List<Ticket> open = new ArrayList<>();

    private final Set<Long> failed = new HashSet<>();

    private volatile boolean ended;

    /** One waiting caller. */
    final class Ticket {
        private final Thread thread = Thread.currentThread();
        private volatile long position = Long.MAX_VALUE;
        private volatile int settled;

        private Ticket() {}

        /** What the caller waits for: all that ends at this position or before. */
        void at(long end) {
            position = end;
        }

        /** Parks until the drain has settled this; whether the event is durable. */
        boolean await() {
            boolean interrupted = false;
            while (settled == 0 && !ended) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return settled > 0;
        }
    }

    /** A ticket of the calling thread, which is not settled before its position is set. */
    Ticket arrive() {
        Ticket ticket = new Ticket();
        arrived.add(ticket);
        return ticket;
    }

    /** Drain: whether somebody waits for something before this position. */
    boolean anyBefore(long position) {
        for (Ticket ticket = arrived.poll(); ticket != null; ticket = arrived.poll()) {
            open.add(ticket);
        }
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).position <= position) {
                return true;
            }
        }
        return false;
    }

    /** Drain: the event that ends at this position was lost. */
    void lost(long position) {
        failed.add(position);
    }

    /** Drain: all up to this position is durable, or none of it is. */
    void settle(long position, boolean durable) {
        int kept = 0;
        for (int i = 0; i < open.size(); i++) {
            Ticket ticket = open.get(i);
            if (ticket.position > position) {
                open.set(kept++, ticket);
                continue;
            }
            ticket.settled = durable && !failed.contains(ticket.position) ? 1 : -1;
            LockSupport.unpark(ticket.thread);
        }
        open.subList(kept, open.size()).clear();
        failed.clear();
    }

    /** Drain: there will be no more settling; who comes later does not wait. */
    void end() {
        ended = true;
        anyBefore(Long.MAX_VALUE);
        settle(Long.MAX_VALUE, false);
    }
}
