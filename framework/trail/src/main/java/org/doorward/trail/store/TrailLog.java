package org.doorward.trail.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;
import org.doorward.trail.TrailRecord;

/**
 * Reads a trail: a file, or a folder of {@code audit.log}, {@code audit.log.1}, ... from the oldest on. Lines that follow one another with the
 * same node, stamp and serial are one event. Lines that are no records are passed over and counted. Memory does not grow with the
 * trail. Not safe for several threads.
 */
public final class TrailLog implements TrailReader {
    private final Deque<Path> segments;
    private BufferedReader reader;
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
        segments = new ArrayDeque<>(Segments.oldestFirst(trail));
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
        while (advance() && head.isSameEvent(pendingHead)) {
            records.add(new LogRecord(pendingHead, pendingLine));
        }
        return new LogEvent(head.node(), head.stampMillis(), head.serial(), List.copyOf(records));
    }

    /** Goes to the next record; false at the end of all segments. */
    private boolean advance() throws IOException {
        while (reader != null) {
            String line = reader.readLine();
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

    private void openNext() throws IOException {
        // every byte is a character of its own: a trail is ASCII, and what is not must not stop the reader
        reader = new BufferedReader(
                new InputStreamReader(Files.newInputStream(segments.removeFirst()), StandardCharsets.ISO_8859_1),
                1 << 16);
    }

    @Override
    public void close() throws IOException {
        segments.clear();
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
