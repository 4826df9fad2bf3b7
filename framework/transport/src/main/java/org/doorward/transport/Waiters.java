package org.doorward.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/*
 * Room is handed over, not announced: whoever gives back takes for a waiter what that one wants and wakes it then. So nobody wakes in
 * vain, which under overload would be the rule, and dear: there are more waiters than room, and most of those whose account is over its
 * quota cannot be helped by what others gave back. One is served at a time, and serves the next when it has woken: the drain pays for one
 * wake-up, and the chain ends where nobody can be served.
 *
 * No room is stranded: a waiter says that it is there before the queue is served in its own name; who gives back looks for waiters
 * afterwards. One of the two serves it. One that gives up serves the next all the same, and one that was served in the moment in which it
 * gave up has its room.
 */
/**
 * Those who wait for room, in turn by account, and in order within an account; but one that wants more than there is holds up none that
 * wants less. Waiting parks and holds no monitor. An interrupt does not end it; the flag is set again afterwards.
 */
final class Waiters {
    private final Credits credits;
    private final AtomicLongArray present = new AtomicLongArray(Reserve.values().length);

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue[] queues = new Queue[Reserve.values().length];
    private long waits;
    private long waitedNanos;

    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private final int bytes;
        private final int events;
        private volatile boolean served;

        Waiter(int bytes, int events) {
            this.bytes = bytes;
            this.events = events;
        }
    }

    /** Those of one purpose, by account. Serving allocates nothing: what was taken for somebody must not be lost for want of memory. */
    private static final class Queue {
        private final List<Group> groups = new ArrayList<>();
        /** Whose turn is next. */
        private int turn;

        void add(Account account, Waiter waiter) {
            for (Group group : groups) {
                if (group.account == account) {
                    group.waiters.add(waiter);
                    return;
                }
            }
            Group group = new Group(account);
            group.waiters.add(waiter);
            groups.add(group);
        }

        void remove(Waiter waiter) {
            for (int i = 0; i < groups.size(); i++) {
                if (groups.get(i).waiters.remove(waiter)) {
                    dropIfEmpty(i);
                    return;
                }
            }
        }

        void dropIfEmpty(int place) {
            if (groups.get(place).waiters.isEmpty()) {
                groups.remove(place);
                turn -= place < turn ? 1 : 0;
            }
        }
    }

    private static final class Group {
        private final Account account;
        private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

        Group(Account account) {
            this.account = account;
        }
    }

    Waiters(Credits credits) {
        this.credits = credits;
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new Queue();
        }
    }

    boolean any(Reserve purpose) {
        return present.get(purpose.ordinal()) > 0;
    }

    /** Waits at most so long for room for so many events; whether there was. */
    boolean await(int bytes, int events, Reserve purpose, Account account, long waitNanos) {
        Waiter me = new Waiter(bytes, events);
        present.incrementAndGet(purpose.ordinal());
        try {
            lock.lock();
            try {
                queues[purpose.ordinal()].add(account, me);
                serveNext(purpose);
                if (!me.served && !credits.isClosed()) {
                    waits++;
                }
            } finally {
                lock.unlock();
            }
            return me.served || park(me, purpose, waitNanos);
        } finally {
            present.decrementAndGet(purpose.ordinal());
        }
    }

    private boolean park(Waiter me, Reserve purpose, long waitNanos) {
        long since = System.nanoTime();
        long left = waitNanos;
        boolean interrupted = false;
        while (!me.served && left > 0 && !credits.isClosed()) {
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
            left = waitNanos - (System.nanoTime() - since);
        }
        lock.lock();
        try {
            if (!me.served) {
                queues[purpose.ordinal()].remove(me);
            }
            waitedNanos += System.nanoTime() - since;
            serveNext(purpose);
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return me.served;
    }

    /** Serves one, if one waits. */
    void wakeIfAny(Reserve purpose) {
        if (any(purpose)) {
            wake(purpose);
        }
    }

    void wake(Reserve purpose) {
        lock.lock();
        try {
            serveNext(purpose);
        } finally {
            lock.unlock();
        }
    }

    /** Takes room for the first that finds some, and wakes it. */
    private void serveNext(Reserve purpose) {
        Queue queue = queues[purpose.ordinal()];
        int count = queue.groups.size();
        for (int i = 0; i < count; i++) {
            int place = (queue.turn + i) % count;
            Group group = queue.groups.get(place);
            if (credits.mayHaveRoom(purpose, group.account) && serveOne(purpose, group)) {
                queue.turn = place + 1;
                queue.dropIfEmpty(place);
                return;
            }
        }
    }

    private boolean serveOne(Reserve purpose, Group group) {
        for (Iterator<Waiter> all = group.waiters.iterator(); all.hasNext(); ) {
            Waiter waiter = all.next();
            if (credits.tryTake(waiter.bytes, waiter.events, purpose, group.account)) {
                all.remove();
                waiter.served = true;
                if (waiter.thread != Thread.currentThread()) {
                    LockSupport.unpark(waiter.thread);
                }
                return true;
            }
        }
        return false;
    }

    /** Sends everybody away. */
    void close() {
        lock.lock();
        try {
            for (Queue queue : queues) {
                queue.groups.forEach(group -> group.waiters.forEach(waiter -> LockSupport.unpark(waiter.thread)));
            }
        } finally {
            lock.unlock();
        }
    }

    /** How often somebody had to wait. */
    long waits() {
        lock.lock();
        try {
            return waits;
        } finally {
            lock.unlock();
        }
    }

    /** For how long all waits that have ended took together, since the last reset. */
    long waitedMillis() {
        lock.lock();
        try {
            return waitedNanos / 1_000_000;
        } finally {
            lock.unlock();
        }
    }

    /** Sets {@link #waitedMillis} to zero; the value before. What several callers get adds up. */
    long resetWaited() {
        lock.lock();
        try {
            long millis = waitedNanos / 1_000_000;
            waitedNanos -= millis * 1_000_000;
            return millis;
        } finally {
            lock.unlock();
        }
    }
}
