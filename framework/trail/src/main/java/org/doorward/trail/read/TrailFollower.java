package org.doorward.trail.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;

/*
 * The open file is the place, names are only looked at: a segment that is renamed is read to its end under whatever name it has, then
 * the next newer one is opened. Whole lines go to a TrailLog, which joins them as it does those of a finished trail; what it knows to be
 * whole comes at once. What is open waits, for its end or until it was quiet for a while, and is looked for in the file again before more is
 * read, so that what recovery cuts off and writes anew is seen as it is then. A half line is read anew each time.
 *
 * How it can lose or double a record, and what shows that it does not (TrailFollowerTest, FollowedTrailProperties), or what is said:
 *   rotated between two looks, once or often     whatIsWrittenAcrossRotationsComesOnceAndInOrder
 *   written between the last look and the rename whatIsWrittenJustBeforeARotationIsRead (it is read to its end once more)
 *   renames seen half done                       aRotationSeenHalfDoneIsWaitedFor
 *   deleted before it was read                   gaps() counts it: aSegmentThatIsDeletedBeforeItWasReadIsSaid
 *   an event is half written                     anEventComesWholeOrNotYet
 *   others stand between its records             isReadAsTheFinishedTrail, anEventComesWithWhatStandsBehindThoseOfOthers
 *   a rotation stands between its records        anEventGoesOnInTheNextSegment
 *   its end never comes                          anEventWithoutEndComesAfterAWhile, itHoldsNothingBackForGood; what comes later is an
 *                                                event of its own
 *   an EOE comes later than the PROCTITLE        is passed over, it says nothing: anEndThatComesLateIsNoEvent
 *   too much is open                             OpenEvents ends the oldest
 *   reading begins in the middle of an event     it does not come: whatBeganBeforeItBeginsDoesNotCome
 *   a torn tail is cut and written over          aTornTailThatIsCutDoesNotComeAndWhatFollowsDoes, onlyWhatWasCutIsTakenBack
 *   the segment is cut before what was read      goes on at its end, or at its beginning if it is empty. What is written over an event that
 *                                                came without its end, between two looks, is lost in part
 */
/**
 * Reads a trail as it is written, from segment to segment, with the events of {@link TrailLog} in its order. {@link #next()} answers {@code null}
 * as long as there is nothing new, and does not wait. An event of which more may come holds back those that began after it, but not
 * for longer than two seconds without a record of it. Only opens and reads: it cannot hold up who writes. Segments that were packed are not
 * read. Memory does not grow with the trail. Not safe for several threads.
 */
public final class TrailFollower implements TrailReader {
    /** How long the rest of an event of an operation may take, as with {@code ausearch(8)}; auditd writes record by record. */
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

    /** The same for an event that may be whole as it is. */
    private static final long REST = Duration.ofMillis(100).toNanos();

    private static final int BUFFER = 256 * 1024;
    /** More than the text of the largest event that Doorward writes. */
    private static final int LARGEST_EVENT = 2 * 1024 * 1024;
    /** Further apart, in bytes, records of an event do not stand: where reading begins, so much tells what began before. */
    private static final int FURTHEST_APART = 1024 * 1024;
    /** How often it tries to open a trail that is rotated at the same time. */
    private static final int ATTEMPTS = 20;

    private final SegmentNames names;
    private final LongSupplier nanos;
    private final LongSupplier millis;
    private final LineReader lines = new LineReader(new ArrayDeque<>(), null);
    private final OpenEvents open = new OpenEvents();
    private final TrailLog log;

    private FileChannel segment;
    private Object key;
    /** It has another name now, or none: nothing more is written to it. */
    private boolean left;

    /** Where {@code bytes[0]} stands in the segment. */
    private long base;

    private final byte[] bytes = new byte[BUFFER];
    /** Behind the last line that went to the log. */
    private int at;

    private int filled;
    /** The line at {@link #at} is too long, and its beginning was dropped. */
    private boolean overlong;

    private TrailEvent last;
    /** So many of the next events began before what is to be told. */
    private long early;
    /** It was at the end of what is written. */
    private boolean caughtUp;

    private long skipped;
    private long gaps;

    /**
     * Opens a trail. What is read first is the last part of what is there, in whole events.
     *
     * @param trail the folder of a trail, or the file that is written
     * @param back how many of its last bytes are read, at least, if there are so many
     * @throws NoSuchFileException if there is no trail
     * @throws IOException if it cannot be read, or the file is a packed one
     */
    public TrailFollower(Path trail, long back) throws IOException {
        this(trail, back, System::nanoTime, System::currentTimeMillis);
    }

    /**
     * The same with clocks.
     *
     * @param millis that of the times of files
     */
    TrailFollower(Path trail, long back, LongSupplier nanos, LongSupplier millis) throws IOException {
        this.names = new SegmentNames(trail);
        this.nanos = nanos;
        this.millis = millis;
        log = TrailLog.goingOn(lines, open, nanos);
        boolean begun = false;
        try {
            begin(Math.max(back, LARGEST_EVENT));
            begun = true;
        } finally {
            if (!begun) {
                close();
            }
        }
    }

    private void begin(long back) throws IOException {
        int before = FURTHEST_APART + BUFFER; // it is read in pieces of a buffer
        for (int attempt = 1; segment == null; attempt++) {
            if (open(Math.min(back, Long.MAX_VALUE - before) + before)) {
                passEarly();
            } else if (segment == null && attempt == ATTEMPTS) {
                throw new NoSuchFileException(names.number(0).toString());
            }
        }
    }

    /** Opens the segment with the place so far back, if it keeps its name so long, and goes there; whether anything stands before it. */
    private boolean open(long back) throws IOException {
        int count = names.count();
        int number = 0;
        long room = back;
        while (number + 1 < count && (room > names.size(number) || names.key(number) == null)) {
            room -= names.size(number);
            number++;
        }
        SegmentNames.Opened opened = names.open(number);
        if (opened == null) {
            return false;
        }
        take(opened);
        if (isPacked()) {
            throw new IOException(
                    "[" + names.number(number) + "] is packed, so nothing is written to it any more: use ausearch");
        }
        base = Math.max(0, segment.size() - room);
        overlong = base > 0; // most likely in the middle of a line
        return base > 0 || number + 1 < count;
    }

    /** Reads what is there to know which events began before what is to be told. */
    private void passEarly() throws IOException {
        long told = 0;
        while (log.position() < FURTHEST_APART && goOn()) {
            while (log.next() != null) {
                told++;
            }
        }
        early = log.events() - told;
        skipped = -log.skipped();
    }

    private boolean isPacked() throws IOException {
        ByteBuffer start = ByteBuffer.allocate(2);
        return segment.read(start, 0) == 2 && start.getShort(0) == 0x1f8b;
    }

    private void take(SegmentNames.Opened opened) throws IOException {
        if (segment != null) {
            segment.close();
        }
        open.settle();
        segment = opened.channel();
        key = opened.key();
        left = false;
        goTo(0);
    }

    private void goTo(long offset) {
        base = offset;
        at = 0;
        filled = 0;
        overlong = false;
    }

    /** How many lines were no records. */
    public long skipped() {
        return skipped + log.skipped();
    }

    /** How often a segment was gone before the next one was found: events may be missing. */
    public long gaps() {
        return gaps;
    }

    @Override
    public TrailEvent next() throws IOException {
        while (true) {
            TrailEvent event = log.next();
            if (event != null && early > 0) {
                early--;
            } else if (event != null) {
                last = event;
                return event;
            } else if (!goOn() && !endQuiet()) {
                return null;
            }
        }
    }

    /** At the end of what is written: ends what was quiet for too long. What is there at first was quiet since it was written. */
    private boolean endQuiet() throws IOException {
        long rested = caughtUp || left ? 0 : Math.max(0, millis.getAsLong() - names.modifiedMillis(0));
        caughtUp = true;
        return open.endQuiet(nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(rested), PATIENCE, REST);
    }

    /** Looks for more lines; false if there are none yet. */
    private boolean goOn() throws IOException {
        if (fill()) {
            return true;
        }
        if (left) {
            return giveRest() || goToNext();
        }
        left = !key.equals(names.key(0));
        if (!left) {
            if (segment.size() < base + at) {
                goTo(segment.size());
            }
            filled = at; // the half line is read anew
        }
        return left; // and is read to its end once more: more may have come before it was renamed
    }

    /** Opens the next segment; false if there is none yet. */
    private boolean goToNext() throws IOException {
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
        TrailEvent newest = open.isEmpty() ? last : open.newest();
        return first != null
                && (newest == null
                        || first.stampMillis() > newest.stampMillis()
                        || first.stampMillis() == newest.stampMillis() && first.serial() > newest.serial());
    }

    /** Reads more and gives its whole lines to the log; false at the end of what is written so far. */
    private boolean fill() throws IOException {
        long cut = open.takeBack(this::stands);
        if (cut >= 0) {
            goTo(cut);
        }
        System.arraycopy(bytes, at, bytes, 0, filled - at);
        base += at;
        filled -= at;
        at = 0;
        int read = segment.read(ByteBuffer.wrap(bytes, filled, bytes.length - filled), base + filled);
        filled += Math.max(0, read);
        if (read > 0) {
            giveLines();
        }
        return read > 0;
    }

    private boolean stands(OpenEvents.Run run) throws IOException {
        byte[] line = run.last().line().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer there = ByteBuffer.allocate(line.length);
        segment.read(there, run.lastAt());
        return there.flip().equals(ByteBuffer.wrap(line));
    }

    private void giveLines() {
        if (overlong) {
            int feed = at;
            while (feed < filled && bytes[feed] != '\n') {
                feed++;
            }
            overlong = feed == filled;
            at = overlong ? feed : feed + 1;
        }
        int end = filled;
        while (end > at && bytes[end - 1] != '\n') {
            end--;
        }
        lines.take(bytes, at, end, base + at);
        at = end;
        if (filled - at > LineReader.LONGEST) {
            skipped++;
            overlong = true;
            at = filled;
        }
    }

    /** Gives the log what no line feed ends, of a segment that is left; false if there is nothing. */
    private boolean giveRest() {
        boolean any = !overlong && at < filled;
        if (any) {
            lines.take(bytes, at, filled, base + at);
        }
        at = filled;
        return any;
    }

    @Override
    public void close() throws IOException {
        if (segment != null) {
            segment.close();
        }
    }
}
