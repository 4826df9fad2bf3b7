package org.doorward.trail.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Deque;
import org.doorward.trail.index.BlockQuery;
import org.doorward.trail.index.Passage;

/*
 * Lines stand in one buffer, next to one another as in the trail, and are not copied: whoever reads looks at them there. Lines that are
 * kept, those of the event that is being read, stay in it while more is read; all else is overwritten, also what stands between them, so that
 * the buffer grows with the largest event and not with what somebody writes into the middle of one.
 *
 *   bytes   | kept line | kept line | dropped | line | not looked at yet | free |
 *                                             start end     at            filled
 */
/**
 * The lines of the segments of a trail, one segment after the other. Only a line feed, or the end of a segment, ends a line: a carriage
 * return inside one begins none, or text could forge a record; one before a line feed belongs to the end. Not safe for several threads.
 */
final class LineReader implements Closeable {
    /** The longest line, in bytes. A longer one is read as an empty one, which is no record. */
    static final int LONGEST = 64 * 1024;

    private static final Needle LINE_FEED = new Needle(new byte[] {'\n'});
    private static final int SMALLEST_BUFFER = 4 * LONGEST;

    /** What is read first of a segment with an index, and behind what was passed over, in bytes: little of it may be wanted. Twice as much next. */
    private static final int FIRST_READ = 16 * 1024;

    private static final int MOST_READ = 256 * 1024;

    private final Deque<SegmentInput> segments;
    private BlockQuery query;
    private SegmentInput segment;
    /** {@code null} if there is nothing to lead past what nobody looks for. */
    private Passage passage;

    private int nextRead;
    private boolean ended;
    /** Of {@link #filled} in the segment. */
    private long offset;

    private byte[] bytes = new byte[SMALLEST_BUFFER];
    private int at;
    private int filled;
    private int start;
    private int end;
    private int[] kept = new int[16];
    private int keptEnd;
    /** Written by the reader alone. */
    private volatile long position;

    private long passedEvents;
    private long passedSkipped;
    private long passedLatestMillis = Long.MIN_VALUE;

    /**
     * @param segments are taken out and closed one by one
     * @param query what is looked for; {@code null}: everything
     */
    LineReader(Deque<SegmentInput> segments, BlockQuery query) {
        this.segments = segments;
        this.query = query;
    }

    /** From here on nothing is passed over. */
    void wantAll() {
        query = null;
    }

    /** How many events were passed over. */
    long passedEvents() {
        return passedEvents;
    }

    /** How many lines were passed over that are no records. */
    long passedSkipped() {
        return passedSkipped;
    }

    /** The latest stamp of the events that were passed over. */
    long passedLatestMillis() {
        return passedLatestMillis;
    }

    /** How many bytes were read. Any thread may ask. */
    long position() {
        return position;
    }

    /** Goes to the next line; false at the end of the last segment. */
    boolean next() throws IOException {
        boolean tooLong = false;
        start = at;
        int seen = at;
        while (true) {
            int feed = LINE_FEED.indexIn(bytes, seen, filled);
            if (feed >= 0) {
                at = feed + 1;
                end = tooLong || feed - start > LONGEST ? start : feed;
                if (end > start && bytes[end - 1] == '\r') {
                    end--;
                }
                return true;
            }
            if (filled - start > LONGEST) {
                tooLong = true;
                filled = start;
            }
            int read = fill();
            seen = filled - Math.max(0, read);
            if (read < 0) {
                at = filled;
                end = tooLong ? start : filled;
                boolean any = tooLong || filled > start;
                if (any || segments.isEmpty()) {
                    return any;
                }
            }
        }
    }

    /** Reads more behind what is not looked at yet; below 0 at the end of a segment, of which the next call begins the next one. */
    private int fill() throws IOException {
        if ((segment == null || ended) && !begin()) {
            return -1;
        }
        makeRoom();
        int room = bytes.length - filled;
        int read = segment.read(bytes, filled, Math.min(nextRead, room));
        nextRead = Math.min(2 * nextRead, MOST_READ);
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
            offset += read;
            position += read;
        }
        return read;
    }

    private boolean begin() throws IOException {
        if (segments.isEmpty()) {
            return false;
        }
        closeSegment();
        segment = segments.removeFirst();
        ended = false;
        offset = segment.start();
        passage = query == null ? null : SegmentIndex.passage(segment, query);
        nextRead = passage != null ? FIRST_READ : MOST_READ;
        return true;
    }

    private void closeSegment() throws IOException {
        try (SegmentInput old = segment;
                Passage oldPassage = passage) {
            segment = null;
            passage = null;
        }
    }

    /** Where the line begins in its segment. */
    long offset() {
        return offset - (filled - start);
    }

    /**
     * Passes over what surely nobody looks for. The line must be the first of an event before which no other is open; if it is passed over, the
     * next one is the first of another event.
     */
    boolean passOver() throws IOException {
        if (passage == null || query == null) {
            return false;
        }
        long from = offset();
        long to = passage.over(from);
        if (to == from) {
            return false;
        }
        passedEvents += passage.events();
        passedSkipped += passage.skipped();
        passedLatestMillis = Math.max(passedLatestMillis, passage.latestMillis());
        drop();
        if (to <= offset) {
            at = start + (int) (to - from);
            return true;
        }
        segment.seek(to);
        position += to - offset;
        offset = to;
        at = start;
        filled = start;
        nextRead = FIRST_READ;
        ended = false;
        return true;
    }

    /**
     * Goes on with these lines, once {@link #next()} found no more and if there are no segments. They are looked at where they are: they must
     * stay as they are until it finds no more again.
     *
     * @param more whole lines, or the rest of a segment
     * @param offset of the first one in its segment
     */
    void take(byte[] more, int from, int to, long offset) {
        drop();
        bytes = more;
        at = from;
        start = from;
        filled = to;
        this.offset = offset + to - from;
        position += to - from;
    }

    private void makeRoom() {
        if (bytes.length - filled >= LONGEST) {
            return;
        }
        int to = 0;
        for (int i = 0; i < keptEnd; i += 2) {
            int length = kept[i + 1] - kept[i];
            System.arraycopy(bytes, kept[i], bytes, to, length);
            kept[i] = to;
            to += length;
            kept[i + 1] = to;
        }
        System.arraycopy(bytes, start, bytes, to, filled - start);
        filled = to + filled - start;
        start = to;
        if (filled > bytes.length / 2) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }

    /** What holds the lines, until the next call of {@link #next()}. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the line begins. */
    int start() {
        return start;
    }

    /** Where the line ends, its line end left out. */
    int end() {
        return end;
    }

    /** Keeps the line until {@link #drop()}, behind those that are kept. */
    void keep() {
        if (keptEnd == kept.length) {
            kept = Arrays.copyOf(kept, 2 * keptEnd);
        }
        kept[keptEnd++] = start;
        kept[keptEnd++] = end;
    }

    /** Keeps no line any longer. */
    void drop() {
        keptEnd = 0;
    }

    /** How many lines are kept. */
    int kept() {
        return keptEnd / 2;
    }

    /** Where a kept line begins, until the next call of {@link #next()}. */
    int keptStart(int index) {
        return kept[2 * index];
    }

    /** Where a kept line that {@link #take} brought begins in its segment. */
    long keptOffset(int index) {
        return offset - (filled - keptStart(index));
    }

    /** Where a kept line ends. */
    int keptEnd(int index) {
        return kept[2 * index + 1];
    }

    @Override
    public void close() throws IOException {
        try {
            closeSegment();
        } finally {
            OpenSegments.closeAll(segments);
        }
    }
}
