package org.doorward.trail.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;
import org.doorward.trail.TrailRecord;

/**
 * Reads a trail: a file, or a folder of {@code audit.log}, {@code audit.log.1}, ... from the oldest on. Lines that follow one another with
 * the same node, stamp and serial are one event. Lines that are no records, or longer than 64 KiB, are passed over and counted. Memory
 * does not grow with the trail. All segments are opened at once: the trail may be rotated while it is read, and what was there at the
 * beginning is read once. Not safe for several threads.
 */
public final class TrailLog implements TrailReader {
    /** In characters. What goes on beyond it is an event of its own, so that no trail can exhaust the memory. */
    static final int LARGEST_EVENT = 4 * 1024 * 1024;

    private final Deque<InputStream> segments;
    private LineReader reader;
    private RecordHead pendingHead;
    private String pendingLine;
    private long skipped;

    /**
     * Opens a trail.
     *
     * @throws NoSuchFileException if there is none
     * @throws IOException if it cannot be read
     */
    public TrailLog(Path trail) throws IOException {
        segments = OpenSegments.oldestFirst(trail);
        openNext();
    }

    /** How many lines were no records. */
    public long skipped() {
        return skipped;
    }

    @Override
    public TrailEvent next() throws IOException {
        RecordHead head = pendingHead;
        String line = pendingLine;
        if (head == null) {
            if (!advance()) {
                return null;
            }
            head = pendingHead;
            line = pendingLine;
        }
        List<TrailRecord> records = new ArrayList<>(4);
        records.add(new LogRecord(head, line));
        int room = LARGEST_EVENT - line.length();
        while (advance() && head.isSameEvent(pendingHead) && room >= pendingLine.length()) {
            room -= pendingLine.length();
            records.add(new LogRecord(pendingHead, pendingLine));
        }
        return new LogEvent(head.node(), head.stampMillis(), head.serial(), List.copyOf(records));
    }

    /** Goes to the next record; false at the end of all segments. */
    private boolean advance() throws IOException {
        while (reader != null) {
            String line = reader.next();
            if (line == null) {
                reader.close();
                reader = null;
                if (!segments.isEmpty()) {
                    openNext();
                }
                continue;
            }
            pendingHead = RecordHead.of(line);
            pendingLine = line;
            if (pendingHead != null) {
                return true;
            }
            skipped++;
        }
        pendingHead = null;
        pendingLine = null;
        return false;
    }

    private void openNext() {
        reader = new LineReader(segments.removeFirst());
    }

    @Override
    public void close() throws IOException {
        try (LineReader last = reader) {
            reader = null;
            OpenSegments.closeAll(segments);
        }
    }
}
