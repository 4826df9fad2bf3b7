package org.doorward.trail.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.doorward.event.Errno;

/**
 * The segment that is written: how far it counts.
 *
 * <pre>
 *   audit.log  |---- confirmed by flush or sync ----|---- written ----|
 *              |---- durable ----|-- unsynced events -|
 * </pre>
 *
 * <p>After a failure that more space would not mend it is final: nothing is written to it or synced any more, and what is not confirmed
 * is cut off. A failed sync in particular is never repeated: the kernel reports it once and may then say yes for what is gone. Belongs to
 * the drain's thread.
 */
final class Segment implements AutoCloseable {
    private static final int ENOSPC = -28;
    private static final int EDQUOT = -122;

    private final Disk.Channel channel;
    private long confirmed;
    private long end;
    private long durable;
    private long unsynced;
    private boolean dirty;
    private boolean syncFailed;
    private IOException failure;

    /** A segment that has so many bytes already. */
    Segment(Disk.Channel channel, long size) {
        this.channel = channel;
        this.confirmed = size; // and whether it is durable is not known
        this.end = size;
    }

    /** Whether more space would mend this. */
    static boolean isFull(IOException failure) {
        int errno = Errno.of(failure);
        return errno == ENOSPC || errno == EDQUOT;
    }

    /** Why nothing is written any more, or {@code null}. */
    IOException failure() {
        return failure;
    }

    boolean isFinal() {
        return failure != null;
    }

    /** Whether it is final because of a sync. */
    boolean syncFailed() {
        return syncFailed;
    }

    /** Bytes with what was written and not confirmed. */
    long end() {
        return end;
    }

    /** Whether a sync has covered everything that counts. */
    boolean isDurable() {
        return durable == confirmed;
    }

    /** Whether no sync has succeeded since it was begun. */
    boolean neverSynced() {
        return durable == 0;
    }

    /** Whether it holds nothing that counts. */
    boolean isEmpty() {
        return confirmed == 0;
    }

    /** Events that were confirmed and that no sync covers. */
    long unsynced() {
        return unsynced;
    }

    /** Writes all of it, or takes back what it wrote of it. */
    void write(ByteBuffer lines) throws IOException {
        usable();
        if (!lines.hasRemaining()) {
            return;
        }
        int length = lines.remaining();
        boolean done = false;
        try {
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            done = true;
        } catch (IOException e) {
            if (!isFull(e)) {
                failure = e;
            }
            throw e;
        } finally {
            if (done) {
                end += length;
            } else {
                dirty = true;
                takeBack(end);
            }
        }
    }

    /** Throws if it is final. */
    void usable() throws IOException {
        if (failure != null) {
            throw new IOException("the segment is final since [" + failure.getMessage() + "]", failure);
        }
    }

    /** Makes everything durable that was written. */
    void force() throws IOException {
        usable();
        boolean done = false;
        try {
            channel.force();
            done = true;
        } catch (IOException e) {
            failure = e;
            throw e;
        } finally {
            if (!done) {
                syncFailed = true;
                failure = failure == null ? new IOException("the sync did not return") : failure;
            }
        }
    }

    /** What was written counts: so many events. */
    void confirm(long events) {
        confirmed = end;
        unsynced += events;
    }

    /** What was written counts, and {@link #force} has made it durable. */
    void confirmDurable() {
        confirmed = end;
        durable = end;
        unsynced = 0;
    }

    /** What was written since the last confirmation does not count. */
    void takeBack() {
        if (end != confirmed) {
            dirty = true;
        }
        takeBack(confirmed);
    }

    private boolean takeBack(long to) {
        end = to;
        if (dirty) {
            try {
                channel.truncate(to);
                dirty = false;
            } catch (IOException e) {
                // While it cannot be taken back, nothing is written; it is tried again when the segment is left.
                failure = failure == null ? e : failure;
            }
        }
        return !dirty;
    }

    /**
     * Ends a final segment: it has what counts and nothing more.
     *
     * @param again opens the file once more, if the channel does not take the cut
     */
    void end(Reopening again) throws IOException {
        if (dirty && !takeBack(confirmed)) {
            try (Disk.Channel fresh = again.open()) {
                fresh.truncate(confirmed);
                dirty = false;
            }
        }
        if (durable != confirmed && !syncFailed) {
            try {
                channel.force(); // the first one since what it covers was written
                durable = confirmed;
                unsynced = 0;
            } catch (IOException e) {
                syncFailed = true;
                failure = e;
            }
        }
    }

    /** How a segment is opened once more. */
    @FunctionalInterface
    interface Reopening {
        Disk.Channel open() throws IOException;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
