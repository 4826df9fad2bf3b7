package org.doorward.trail.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;
import org.doorward.trail.index.IndexWriter;

/*
 * Events of Doorward, and nearly all of Linux, have their records next to one another and end with PROCTITLE: they are looked at in the
 * reader's buffer, and those that the query rules out are never made objects. Only an event that breaks off in the middle is kept apart, by
 * OpenEvents. A trail that is followed is joined by the same code: TrailFollower gives the reader its lines as they come, and ends what
 * waits too long.
 */
/**
 * Reads a trail: a file, or a folder of {@code audit.log}, {@code audit.log.1}, ... from the oldest on. Records with the same node, stamp and
 * serial are one event, as {@code ausearch(8)} joins them: also where those of others stand between them, until PROCTITLE ends it or a record
 * comes that is two seconds younger. A record of a type that has no further records is an event by itself. Events are told in the order in
 * which they began. Lines that are no records, or longer than 64 KiB, are passed over and counted. Memory
 * does not grow with the trail. All segments are opened at once: the trail may be rotated while it is read, and what was there at the
 * beginning is read once. What a {@link TrailQuery} rules out is never made an object. Not safe for several threads.
 */
public final class TrailLog implements TrailReader {
    /** In bytes. What is longer is passed over as no record. */
    public static final int LONGEST_LINE = LineReader.LONGEST;

    /** In bytes. What goes on beyond it is an event of its own, so that no trail can exhaust the memory. */
    static final int LARGEST_EVENT = 4 * 1024 * 1024;

    /** Of a carriage return and a line feed, in bytes. */
    private static final int LINE_END = 2;

    private TrailQuery query;
    private final LineReader lines;
    /** That is made meanwhile, or {@code null}. */
    private final IndexWriter index;
    /** Of a trail that goes on behind what there is to read: the end of that ends no event. Else {@code null}. */
    private final LongSupplier live;

    private final LineHead head = new LineHead();
    private final LineHead recordHead = new LineHead();
    private final OpenEvents open;
    /** The line that the reader stands at is the first of the next event. */
    private boolean pending;

    private long events;
    private long skipped;
    private long firstMillis;
    private long latestMillis = Long.MIN_VALUE;
    /** Of a trail that goes on: what ended with the last line there was. Or {@code null}. */
    private RecordHead titled;
    /** Or {@code null}: then their texts are not made. */
    private Consumer<String> noRecords;

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
        this(trail, query, true);
    }

    /**
     * Opens a trail, to read what may answer a query.
     *
     * @param indexed whether the index of the trail is used, if there is one
     * @throws NoSuchFileException if there is none
     * @throws IOException if it cannot be read
     */
    public TrailLog(Path trail, TrailQuery query, boolean indexed) throws IOException {
        this(
                new LineReader(OpenSegments.oldestFirst(trail), indexed && !query.isAll() ? query.ofBlocks() : null),
                query,
                null,
                new OpenEvents(),
                null);
    }

    private TrailLog(LineReader lines, TrailQuery query, IndexWriter index, OpenEvents open, LongSupplier live) {
        this.lines = lines;
        this.query = query;
        this.index = index;
        this.open = open;
        this.live = live;
    }

    /**
     * Reads a trail that goes on: {@link #next()} answers {@code null} where there are no more lines yet, and what is open then stays so. Whoever
     * follows it ends that.
     *
     * @param nanos the time, for {@link OpenEvents#endQuiet}
     */
    static TrailLog goingOn(LineReader lines, OpenEvents open, LongSupplier nanos) {
        return new TrailLog(lines, TrailQuery.ALL, null, open, nanos);
    }

    /** Reads a segment and tells the index of it; the segment stays open. */
    static void index(SegmentInput segment, IndexWriter index) throws IOException {
        LineReader lines = new LineReader(new ArrayDeque<>(List.of(segment)), null);
        TrailEvent event = new TrailLog(lines, TrailQuery.NONE, index, new OpenEvents(), null).next();
        assert event == null;
    }

    /** Rules out none of the events that come now, as if there was no query. */
    public void wantAll() {
        query = TrailQuery.ALL;
        lines.wantAll();
    }

    /** How many bytes were read, unpacked. Any thread may ask. */
    public long position() {
        return lines.position();
    }

    /** How many lines were no records. */
    public long skipped() {
        return skipped + lines.passedSkipped();
    }

    /**
     * Shows from here on each line that is no record, a char for each byte, while it reads; of one longer than {@link #LONGEST_LINE} nothing.
     * What an index passes over is not seen.
     */
    public void onNoRecord(Consumer<String> listener) {
        noRecords = listener;
    }

    /** How many events were read, those that the query ruled out among them. */
    public long events() {
        return events + lines.passedEvents();
    }

    /** The stamp of the first event that was read, which the query may have ruled out; 0 if there was none. */
    public long firstMillis() {
        return firstMillis;
    }

    /** The latest stamp of all events that were read, those that the query ruled out among them; 0 if there was none. */
    public long latestMillis() {
        return events() == 0 ? 0 : Math.max(latestMillis, lines.passedLatestMillis());
    }

    /** The next event that the query does not rule out. */
    @Override
    public TrailEvent next() throws IOException {
        while (true) {
            LogEvent event = open.poll();
            if (event != null) {
                event = query.mayMatch(event) ? event : null;
            } else if (pending || advance()) {
                event = open.isEmpty() && passOver() ? null : read();
            } else if (open.isEmpty() || live != null) {
                return null;
            } else {
                open.endAll();
            }
            if (event != null) {
                return event;
            }
        }
    }

    /** The record at hand begins an event, and no other is open: passes over what the index rules out, and tells the one that is made. */
    private boolean passOver() throws IOException {
        if (index != null) {
            index.boundary(lines.offset());
        }
        boolean first = events() == 0;
        boolean passed = lines.passOver();
        firstMillis = first && passed ? head.stampMillis() : firstMillis;
        pending = !passed;
        return passed;
    }

    /** The event that begins with the record at hand, or {@code null} if it is not wanted, or has its place among those that are open. */
    private LogEvent read() throws IOException {
        long stampMillis = head.stampMillis();
        long serial = head.serial();
        String node = head.node(lines.bytes());
        if (titled != null && isLateEnd()) {
            return null;
        }
        boolean goesOn = open.has(node, stampMillis, serial);
        if (!goesOn) {
            open.endBefore(stampMillis);
        }
        boolean ended = keepRecords(node, stampMillis, serial, goesOn) || live == null && !pending && open.isEmpty();
        if (!goesOn) {
            firstMillis = events() == 0 ? stampMillis : firstMillis;
            latestMillis = Math.max(latestMillis, stampMillis);
            events++;
            if (index != null) {
                index.event(stampMillis, serial);
            }
        }
        if (!ended || !open.isEmpty()) {
            add(node, stampMillis, serial, ended);
            return null;
        }
        return query.mayMatch(stampMillis, serial) && query.mayMatch(lines)
                ? new LogEvent(node, stampMillis, serial, records())
                : null;
    }

    /** Whether the record is the EOE of an event that was taken for whole as there was no more: then it is passed over, and says nothing. */
    private boolean isLateEnd() {
        boolean late = RecordTypes.isEndOfEvent(head.typeNumber(lines.bytes()))
                && isAtSameEvent(titled.node(), titled.stampMillis(), titled.serial());
        titled = null;
        pending = pending && !late;
        return late;
    }

    private void add(String node, long stampMillis, long serial, boolean ended) {
        long first = lines.keptOffset(0);
        long last = lines.keptOffset(lines.kept() - 1);
        OpenEvents.Run run = new OpenEvents.Run(records(), first, last);
        open.add(node, stampMillis, serial, run, ended, live == null ? 0 : live.getAsLong());
    }

    /** Keeps this record and those of the same event right behind it; whether the event ends with them. */
    private boolean keepRecords(String node, long stampMillis, long serial, boolean goesOn) throws IOException {
        int room = LARGEST_EVENT;
        int type = head.typeNumber(lines.bytes());
        boolean over = RecordTypes.isEndOfEvent(type) || !goesOn && RecordTypes.isSingle(type);
        lines.drop();
        keep();
        while (!over && advance() && isAtSameEvent(node, stampMillis, serial)) {
            room -= lines.end() - lines.start();
            if (room < 0) {
                return true;
            }
            keep();
            type = head.typeNumber(lines.bytes());
            over = RecordTypes.isEndOfEvent(type);
        }
        boolean title = RecordTypes.isTitle(type);
        if (over) {
            pending = false;
        } else if (title && !pending && live != null) {
            titled = new RecordHead(node, null, stampMillis, serial, 0);
        }
        return over || title;
    }

    private void keep() {
        lines.keep();
        if (index != null) {
            index.text(lines.bytes(), lines.start(), lines.start() + head.stampAt());
            index.text(lines.bytes(), lines.start() + head.fieldsAt() - 1, lines.end());
        }
    }

    private boolean isAtSameEvent(String node, long stampMillis, long serial) {
        return head.serial() == serial && head.stampMillis() == stampMillis && head.isNode(node, lines.bytes());
    }

    /** Those of the lines that are kept, in bytes of their own: an event that somebody holds on to holds nothing else. */
    private List<LogRecord> records() {
        int from = lines.keptStart(0);
        int to = lines.keptEnd(lines.kept() - 1);
        int own = 0;
        for (int i = 0; i < lines.kept(); i++) {
            own += lines.keptEnd(i) - lines.keptStart(i);
        }
        LogRecord[] records = new LogRecord[lines.kept()];
        boolean alone = to - from <= own + LINE_END * records.length; // nothing else stands between them
        byte[] bytes = alone ? Arrays.copyOfRange(lines.bytes(), from, to) : null;
        for (int i = 0; i < records.length; i++) {
            int start = lines.keptStart(i);
            int end = lines.keptEnd(i);
            records[i] = alone
                    ? LogRecord.of(bytes, start - from, end - from, recordHead)
                    : LogRecord.of(Arrays.copyOfRange(lines.bytes(), start, end), 0, end - start, recordHead);
        }
        return List.of(records);
    }

    /** Goes to the next record; false at the end of all segments. */
    private boolean advance() throws IOException {
        while (lines.next()) {
            if (head.read(lines.bytes(), lines.start(), lines.end())) {
                pending = true;
                return true;
            }
            skipped++;
            if (noRecords != null) {
                int length = lines.end() - lines.start();
                noRecords.accept(new String(lines.bytes(), lines.start(), length, StandardCharsets.ISO_8859_1));
            }
            if (index != null) {
                index.noRecord();
            }
        }
        pending = false;
        return false;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
