package org.doorward.trail.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;

/*
 * The open file is the place, names are only looked at: a segment that is renamed is read to its end under whatever name it has, then
 * the next newer one is opened. An event counts as read once it is whole; until then its bytes are read anew when more came, so that what
 * recovery cuts off and writes anew is seen as it is then.
 *
 * How it can lose or double a record, and what shows that it does not (TrailFollowerTest), or what is said:
 *   rotated between two looks, once or often     whatIsWrittenAcrossRotationsComesOnceAndInOrder
 *   written between the last look and the rename whatIsWrittenJustBeforeARotationIsRead (it is read to its end once more)
 *   renames seen half done                       aRotationSeenHalfDoneIsWaitedFor
 *   deleted before it was read                   gaps() counts it: aSegmentThatIsDeletedBeforeItWasReadIsSaid
 *   an event is half written                     anEventComesWholeOrNotYet
 *   its end never comes                          anEventWithoutEndComesAfterAWhile; what comes later is an event of its own
 *   a torn tail is cut and written over          aTornTailThatIsCutDoesNotComeAndWhatFollowsDoes
 *   the segment is cut before what was read      goes on at its end, or at its beginning if it is empty. What is written over an event that
 *                                                came without its end, between two looks, is lost in part
 */
/**
 * Reads a trail as it is written, from segment to segment. {@link #next()} answers {@code null} as long as there is nothing new, and does not
 * wait. Only opens and reads: it cannot hold up who writes. Segments that were packed are not read. Not safe for several threads.
 */
public final class TrailFollower implements TrailReader {
    /** How long the rest of an event of an operation may take, as with {@code ausearch(8)}; auditd writes record by record. */
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

    /** The same for an event that may be whole as it is. */
    private static final long REST = Duration.ofMillis(100).toNanos();

    private static final int BUFFER = 256 * 1024;
    /** More than the text of the largest event that Doorward writes. */
    private static final int LARGEST_EVENT = 2 * 1024 * 1024;
    /** How often it tries to open a trail that is rotated at the same time. */
    private static final int ATTEMPTS = 20;

    private final SegmentNames names;
    private final LongSupplier nanos;

    private FileChannel segment;
    private Object key;
    /** It has another name now, or none: nothing more is written to it. */
    private boolean left;

    /** Where {@code bytes[0]} stands in the segment. */
    private long base;

    private byte[] bytes = new byte[BUFFER];
    /** Behind the last event that came. */
    private int at;

    private int filled;
    /** The line at {@link #at} is too long, and its beginning was dropped. */
    private boolean overlong;

    private long unfinishedSize = -1;
    private long unfinishedSince;
    private RecordHead last;
    private long skipped;
    private long gaps;

    /**
     * Opens a trail. What is read first is the last part of what is there, in whole events.
     *
     * @param trail the folder of a trail, or the file that is written
     * @param back how many of its last bytes are read, about
     * @throws NoSuchFileException if there is no trail
     * @throws IOException if it cannot be read, or the file is a packed one
     */
    public TrailFollower(Path trail, long back) throws IOException {
        this(trail, back, System::nanoTime);
    }

    TrailFollower(Path trail, long back, LongSupplier nanos) throws IOException {
        this.names = new SegmentNames(trail);
        this.nanos = nanos;
        boolean begun = false;
        try {
            begin(back);
            begun = true;
        } finally {
            if (!begun) {
                close();
            }
        }
    }

    private void begin(long back) throws IOException {
        for (int attempt = 1; segment == null; attempt++) {
            long room = open(back);
            if (segment != null) {
                long size = segment.size();
                if (size > room && size > LARGEST_EVENT) {
                    base = size - Math.max(room, LARGEST_EVENT);
                    dropTornBeginning();
                }
            } else if (attempt == ATTEMPTS) {
                throw new NoSuchFileException(names.number(0).toString());
            }
        }
    }

    /** Opens the segment with the place so far back, if it keeps its name so long; answers how far back from its end it is. */
    private long open(long back) throws IOException {
        int count = names.count();
        int number = 0;
        long room = back;
        while (number + 1 < count && (room > names.size(number) || names.key(number) == null)) {
            room -= names.size(number);
            number++;
        }
        SegmentNames.Opened opened = names.open(number);
        if (opened != null) {
            take(opened);
            if (isPacked()) {
                throw new IOException(
                        "[" + names.number(number) + "] is packed, so nothing is written to it any more: use ausearch");
            }
        }
        return room;
    }

    /** What stands before the first event that begins here. */
    private void dropTornBeginning() throws IOException {
        while (fill() && lineFeed(at) < 0) {
            at = filled;
        }
        at = Math.min(filled, lineFeed(at) + 1);
        next();
        skipped = 0;
    }

    private boolean isPacked() throws IOException {
        ByteBuffer start = ByteBuffer.allocate(2);
        return segment.read(start, 0) == 2 && start.getShort(0) == 0x1f8b;
    }

    private void take(SegmentNames.Opened opened) throws IOException {
        if (segment != null) {
            segment.close();
        }
        segment = opened.channel();
        key = opened.key();
        left = false;
        base = 0;
        at = 0;
        filled = 0;
        overlong = false;
        unfinishedSize = -1;
    }

    /** How many lines were no records. */
    public long skipped() {
        return skipped;
    }

    /** How often a segment was gone before the next one was found: events may be missing. */
    public long gaps() {
        return gaps;
    }

    @Override
    public TrailEvent next() throws IOException {
        while (true) {
            TrailEvent event = whole(false);
            if (event != null) {
                return event;
            }
            if (fill()) {
                continue;
            }
            if (!left) {
                if (key.equals(names.key(0))) {
                    return atEnd();
                }
                left = true; // and is read to its end once more: more may have come before it was renamed
                continue;
            }
            event = whole(true);
            if (event != null || !goOn()) {
                return event;
            }
        }
    }

    /** Opens the next segment; false if there is none yet. */
    private boolean goOn() throws IOException {
        int number = names.numberOf(key);
        if (number == 0) {
            left = false; // the writer took the rename back
            return true;
        }
        SegmentNames.Opened next = number > 0 ? names.openAfter(number, key) : afterGap();
        if (next == null) {
            return false;
        }
        if (number < 0) {
            gaps++;
        }
        take(next);
        return true;
    }

    /** The oldest segment that begins after what came last, or the one that is written. */
    private SegmentNames.Opened afterGap() throws IOException {
        for (int number = names.count() - 1; number >= 0; number--) {
            SegmentNames.Opened opened = names.open(number);
            if (opened != null) {
                if (number == 0 || isNewer(opened.channel())) {
                    return opened;
                }
                opened.channel().close();
            }
        }
        return null;
    }

    private boolean isNewer(FileChannel other) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(LineReader.LONGEST);
        other.read(start, 0);
        String text = new String(start.array(), 0, start.position(), StandardCharsets.ISO_8859_1);
        RecordHead first = RecordHead.of(text.lines().findFirst().orElse(""));
        return first != null
                && (last == null
                        || first.stampMillis() > last.stampMillis()
                        || first.stampMillis() == last.stampMillis() && first.serial() > last.serial());
    }

    /** At the end of what is written so far. */
    private TrailEvent atEnd() throws IOException {
        long size = segment.size();
        if (size < base + at) {
            base = size;
            at = 0;
            filled = 0;
            return null;
        }
        TrailEvent event = null;
        if (size != unfinishedSize) {
            unfinishedSize = size;
            unfinishedSince = nanos.getAsLong();
        } else if (nanos.getAsLong() - unfinishedSince >= (isOfOperation() ? PATIENCE : REST)) {
            event = whole(true);
        }
        if (event == null) {
            filled = at; // read anew
        }
        return event;
    }

    private boolean isOfOperation() {
        String text = new String(bytes, at, filled - at, StandardCharsets.ISO_8859_1);
        return text.contains("type=SYSCALL ") || text.contains("type=AVC ");
    }

    /** Reads more; false at the end of what is written so far. */
    private boolean fill() throws IOException {
        System.arraycopy(bytes, at, bytes, 0, filled - at);
        base += at;
        filled -= at;
        at = 0;
        if (filled == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int read = segment.read(ByteBuffer.wrap(bytes, filled, bytes.length - filled), base + filled);
        filled += Math.max(0, read);
        return read > 0;
    }

    /** @param all whether what is there is taken for whole */
    private TrailEvent whole(boolean all) {
        List<LogRecord> records = new ArrayList<>();
        RecordHead first = null;
        int noRecords = 0;
        int line = at;
        while (line < filled) {
            int feed = lineFeed(line);
            boolean tooLong = (feed < 0 ? filled : feed) - line > LineReader.LONGEST;
            if (feed < 0 && !tooLong && !(all && left)) {
                break;
            }
            if (first != null && (tooLong || line - at > TrailLog.LARGEST_EVENT)) {
                return event(first, records, noRecords, line);
            }
            int end = feed < 0 ? filled : feed;
            String text = tooLong ? "" : text(line, end);
            RecordHead head = overlong ? null : RecordHead.of(text);
            if (head != null && first != null && !first.isSameEvent(head)) {
                return event(first, records, noRecords, line);
            }
            line = feed < 0 ? filled : feed + 1;
            if (head != null) {
                first = first == null ? head : first;
                records.add(LogRecord.of(text));
                if (head.type().equals("PROCTITLE") || head.type().equals("EOE")) {
                    return event(first, records, noRecords, line);
                }
            } else if (first == null) {
                skipped += overlong ? 0 : 1;
                overlong = feed < 0;
                at = line;
            } else {
                noRecords++;
            }
        }
        return all && first != null ? event(first, records, noRecords, line) : null;
    }

    private TrailEvent event(RecordHead head, List<LogRecord> records, int noRecords, int end) {
        skipped += noRecords;
        at = end;
        last = head;
        return new LogEvent(head.node(), head.stampMillis(), head.serial(), List.copyOf(records));
    }

    private String text(int start, int end) {
        int last = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
        return new String(bytes, start, last - start, StandardCharsets.ISO_8859_1);
    }

    private int lineFeed(int from) {
        for (int i = from; i < filled; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        if (segment != null) {
            segment.close();
        }
    }
}
