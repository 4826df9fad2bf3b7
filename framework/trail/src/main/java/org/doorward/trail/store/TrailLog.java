package org.doorward.trail.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;

/**
 * Reads a trail: a file, or a folder of {@code audit.log}, {@code audit.log.1}, ... from the oldest on. Lines that follow one another with
 * the same node, stamp and serial are one event. Lines that are no records, or longer than 64 KiB, are passed over and counted. Memory
 * does not grow with the trail. All segments are opened at once: the trail may be rotated while it is read, and what was there at the
 * beginning is read once. What a {@link TrailQuery} rules out is never made an object. Not safe for several threads.
 */
public final class TrailLog implements TrailReader {
    /** In bytes. What goes on beyond it is an event of its own, so that no trail can exhaust the memory. */
    static final int LARGEST_EVENT = 4 * 1024 * 1024;

    private final TrailQuery query;
    private final LineReader lines;
    private final LineHead head = new LineHead();
    private final LineHead recordHead = new LineHead();
    /** The line that the reader stands at is the first of the next event. */
    private boolean pending;

    private long events;
    private long skipped;

    /**
     * Opens a trail, to read all of it.
     *
     * @throws NoSuchFileException if there is none
     * @throws IOException if it cannot be read
     */
    public TrailLog(Path trail) throws IOException {
        this(trail, TrailQuery.ALL);
    }

    /**
     * Opens a trail, to read what may answer a query.
     *
     * @throws NoSuchFileException if there is none
     * @throws IOException if it cannot be read
     */
    public TrailLog(Path trail, TrailQuery query) throws IOException {
        this.query = query;
        lines = new LineReader(OpenSegments.oldestFirst(trail));
    }

    /** How many lines were no records. */
    public long skipped() {
        return skipped;
    }

    /** How many events were read, those that the query ruled out among them. */
    public long events() {
        return events;
    }

    /** The next event that the query does not rule out. */
    @Override
    public TrailEvent next() throws IOException {
        while (pending || advance()) {
            long stampMillis = head.stampMillis();
            long serial = head.serial();
            String node = head.node(lines.bytes());
            lines.drop();
            int room = LARGEST_EVENT;
            do {
                room -= lines.end() - lines.start();
                lines.keep();
            } while (advance()
                    && head.serial() == serial
                    && head.stampMillis() == stampMillis
                    && head.isNode(node, lines.bytes())
                    && room >= lines.end() - lines.start());
            events++;
            if (query.mayMatch(stampMillis, serial, lines)) {
                return new LogEvent(node, stampMillis, serial, LogRecord.kept(lines, recordHead));
            }
        }
        return null;
    }

    /** Goes to the next record; false at the end of all segments. */
    private boolean advance() throws IOException {
        while (lines.next()) {
            if (head.read(lines.bytes(), lines.start(), lines.end())) {
                pending = true;
                return true;
            }
            skipped++;
        }
        pending = false;
        return false;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
