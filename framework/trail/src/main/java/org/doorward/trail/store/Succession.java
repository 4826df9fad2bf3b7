package org.doorward.trail.store;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.doorward.event.Errno;
import org.doorward.event.ErrorHandler;
import org.doorward.event.Facts;

/*
 *            a call fails                    cut, renamed, the next one made
 *   segment ------------------> leaving ------------------------------------> segment
 *                                  | that fails, too                             ^
 *                                  +------> none  -- tried again about once a second
 *
 * What is left keeps what was confirmed, be it not durable: nobody knows what a failed sync has lost. A segment with nothing confirmed is
 * deleted, so that a disk that fails for hours leaves no row of empty files; and nothing older is deleted in its favour. A new segment proves
 * itself first by data that it syncs; where one fails all the same before its first sync, the next waits, so that there is at most one a second.
 */
/** Which segment events go to, and which comes after it. Belongs to the drain's thread. */
final class Succession {
    /** The transport tries once a second: its attempt must not come just too early. */
    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(750);

    /** When rotation failed, which only lets the segment grow. */
    private static final long ROTATE_AGAIN = TimeUnit.SECONDS.toNanos(5);

    private final Segments segments;
    private final TrailFacts facts;
    private final ErrorHandler errors;
    private final LongSupplier nanos;

    /** Null while none can be opened. */
    private Segment segment;
    /** Final and still under the name of the current segment, or null. */
    private Segment leaving;

    private long openedAt;
    private boolean shifted;
    /** Whether the segment came after one that had failed. */
    private boolean replaced;

    private IOException refusal;
    private long refusedAt;
    private boolean rotationFailed;
    private long rotationFailedAt;
    private volatile boolean failed;

    Succession(Segments segments, TrailFacts facts, ErrorHandler errors, LongSupplier nanos) {
        this.segments = segments;
        this.facts = facts;
        this.errors = errors;
        this.nanos = nanos;
    }

    void begin(Disk.Channel channel, long size) {
        segment = new Segment(channel, size);
        openedAt = nanos.getAsLong();
        rotationFailed = false;
        replaced = false;
        failed = false;
    }

    /** Any thread: no segment can be opened. */
    boolean isFailed() {
        return failed;
    }

    /** The one that is written, or {@code null}. */
    Segment segment() {
        return segment;
    }

    long ageNanos() {
        return nanos.getAsLong() - openedAt;
    }

    /** Nothing goes to the segment any more, which is final. */
    void leave() {
        leaving = segment;
        segment = null;
        errors.error("segment [" + segments.name() + "] of the trail is final, a new one is begun", leaving.failure());
        if (leaving.syncFailed()) {
            saySyncFailed();
        }
        if (replaced && leaving.neverSynced()) { // it came after one that had failed
            refuse(leaving.failure());
        }
    }

    private void saySyncFailed() {
        long unsynced = leaving.unsynced();
        int errno = Errno.of(leaving.failure());
        facts.add(fact -> Facts.syncError(fact, segments.name(), errno, unsynced));
    }

    /**
     * The one that is written, or a new one.
     *
     * @return whether it is the first after a time without
     * @throws IOException if there is none, and none can be opened or it was tried just now
     */
    boolean require() throws IOException {
        if (segment != null) {
            return false;
        }
        if (refusal != null && nanos.getAsLong() - refusedAt < AGAIN) {
            throw new IOException("the trail takes nothing since [" + refusal.getMessage() + "]", refusal);
        }
        try {
            replace();
        } catch (IOException e) {
            refuse(e);
            throw e;
        }
        sayRotated();
        boolean first = refusal != null;
        refusal = null;
        return first;
    }

    private void refuse(IOException cause) {
        if (refusal == null) {
            errors.error("no new segment of the trail can be opened: nothing is recorded until one can", cause);
        }
        refusal = cause;
        refusedAt = nanos.getAsLong();
        failed = true;
    }

    /** Goes on where it failed last time. */
    private void replace() throws IOException {
        if (leaving != null) {
            boolean said = leaving.syncFailed();
            leaving.end(segments::open);
            if (!said && leaving.syncFailed()) {
                saySyncFailed();
            }
            if (leaving.isEmpty()) {
                segments.remove();
            } else {
                segments.shift();
                shifted = true;
            }
            close(leaving);
            leaving = null;
        }
        begin(segments.create(true), 0);
        replaced = true;
    }

    private void sayRotated() {
        if (shifted) {
            shifted = false;
            String old = segments.number(1).getFileName().toString();
            facts.addFirst(fact -> Facts.rotate(fact, old, segments.name()));
        }
    }

    /** Whether a rotation is worth a try. */
    boolean mayRotate() {
        return segment != null
                && !segment.isFinal()
                && !segment.isEmpty()
                && (!rotationFailed || nanos.getAsLong() - rotationFailedAt >= ROTATE_AGAIN);
    }

    /**
     * Begins a new segment, between two runs. One that is left is durable: no later sync comes back to it. If it cannot be done, the old one is
     * written on. If its sync fails, it is final.
     *
     * @param kept how many segments are kept; the oldest beyond them are deleted
     */
    void rotate(int kept) {
        try {
            if (!segment.isDurable()) {
                segment.force();
                segment.confirmDurable();
            }
        } catch (IOException e) {
            return; // it says so itself: isFinal
        }
        try {
            segments.shift();
        } catch (IOException e) {
            notRotated(e);
            return;
        }
        Segment old = segment;
        try {
            begin(segments.create(false), 0);
        } catch (IOException e) {
            undo(e);
            return;
        }
        shifted = true;
        sayRotated();
        close(old);
        try {
            segments.keep(kept);
        } catch (IOException e) {
            errors.error("an old segment of the trail cannot be deleted", e);
        }
    }

    /** The old segment gets its name again and is written on; if that fails, too, it is left: it has all that it needs. */
    private void undo(IOException cause) {
        try {
            segments.unshift();
        } catch (IOException e) {
            cause.addSuppressed(e);
            if (segments.hasCurrent()) {
                leaving = segment; // it has its name, or an empty file has, which comes after it then
            } else {
                shifted = true;
                close(segment);
            }
            segment = null;
            refuse(cause);
            return;
        }
        notRotated(cause);
    }

    private void notRotated(IOException cause) {
        rotationFailed = true;
        rotationFailedAt = nanos.getAsLong();
        errors.error("the segment of the trail is not rotated and grows; it is tried again later", cause);
    }

    private void close(Segment old) {
        try {
            old.close();
        } catch (IOException e) {
            errors.error("a segment of the trail that was left is not closed cleanly", e);
        }
    }

    void close() throws IOException {
        try (Segment last = segment;
                Segment left = leaving) {
            segment = null;
            leaving = null;
        }
    }
}
