package org.doorward.tools.search;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.doorward.tools.CommandThread;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;
import org.doorward.trail.TrailRecord;

/*
 * The trail's files hold what was not read yet, so a short halt costs nothing: while the queue is full, the reader waits, for a while. Then it
 * drops what comes until half of the queue is printed, so that what is seen is what happens now and the number of drops is said once for
 * many. It never waits for its reader in a way that the writer of the trail could feel: they share nothing but the files.
 *
 * How it can lose an event, and what shows it (PipeTest):
 *   the printer is too slow      whatDoesNotFitIsDroppedAndCountedBeforeTheNextEvent
 *   the trail cannot be read     aFailureComesBehindWhatWasRead
 *   it is closed                 closingEndsTheReaderWhereverItWaits
 */
/** A live view of a trail: a thread reads it as it is written, another one takes what passes the filter from a bounded queue. */
final class Pipe implements Closeable {
    /** How often it looks whether something is new. */
    static final Duration LOOK = Duration.ofMillis(200);

    /** How long the reader waits for room before it drops. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int EVENTS = 4096;
    private static final int CHARACTERS = 16 * 1024 * 1024;

    /** An event, and how many were dropped just before it. */
    record Item(TrailEvent event, long dropped) {}

    private final TrailReader trail;
    private final Predicate<TrailEvent> filter;
    private final int events;
    private final long patienceNanos;
    private final CommandThread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Item> queue = new ArrayDeque<>();
    private long characters;
    private boolean dropping;
    private long droppedBefore;
    private long dropped;
    private boolean ended;
    private Throwable failure;

    /** Begins to read. Closing closes the trail, too. */
    Pipe(TrailReader trail, Predicate<TrailEvent> filter) {
        this(trail, filter, EVENTS, PATIENCE);
    }

    Pipe(TrailReader trail, Predicate<TrailEvent> filter, int events, Duration patience) {
        this.trail = trail;
        this.filter = filter;
        this.events = events;
        this.patienceNanos = patience.toNanos();
        thread = CommandThread.start("doorward-pipe", this::read);
    }

    private void read() {
        Throwable thrown = null;
        try {
            while (true) {
                TrailEvent event = trail.next();
                if (event == null) {
                    Thread.sleep(LOOK.toMillis());
                } else if (filter.test(event)) {
                    put(event);
                }
            }
        } catch (InterruptedException | ClosedByInterruptException e) {
            Thread.currentThread().interrupt(); // closed: nobody wants more
        } catch (IOException | RuntimeException | Error e) {
            thrown = e; // for the thread that takes
        }
        lock.lock();
        try {
            failure = thrown;
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void put(TrailEvent event) throws InterruptedException {
        int size = 0;
        for (TrailRecord record : event.records()) {
            size += record.line().length();
        }
        lock.lockInterruptibly();
        try {
            long left = patienceNanos;
            while (!dropping && isFull(1)) {
                if (left <= 0) {
                    dropping = true;
                } else {
                    left = changed.awaitNanos(left);
                }
            }
            dropping = dropping && isFull(2);
            if (dropping) {
                droppedBefore++;
                dropped++;
                return;
            }
            queue.add(new Item(event, droppedBefore));
            droppedBefore = 0;
            characters += size;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a part of the queue, all of it or the half, is full. */
    private boolean isFull(int part) {
        return queue.size() >= events / part || characters >= CHARACTERS / part;
    }

    /**
     * Takes the next event; waits for one.
     *
     * @return {@code null} once no more will come
     * @throws IOException if the trail cannot be read any more
     */
    Item take() throws InterruptedException, IOException {
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty() && !ended) {
                changed.await();
            }
            Item item = queue.poll();
            if (item == null) {
                rethrow();
                return null;
            }
            for (TrailRecord record : item.event().records()) {
                characters -= record.line().length();
            }
            changed.signalAll();
            return item;
        } finally {
            lock.unlock();
        }
    }

    private void rethrow() throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /** Whether nothing waits to be taken. */
    boolean isEmpty() {
        lock.lock();
        try {
            return queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** How many events were dropped in all. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the reader and waits for it, then closes the trail. */
    @Override
    public void close() throws IOException {
        thread.close();
        trail.close();
    }
}
