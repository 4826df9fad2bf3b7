package org.doorward.tools.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.doorward.tools.trail.TrailScan;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.RecordTypes;
import org.doorward.trail.read.TrailQuery;

/*
 * How an event can be lost or found twice, and the test in CheckpointTest that shows that it is not:
 *   - the last event is still being written: it waits for the next search, and all behind it
 *                                                       (anEventThatIsStillWrittenWaitsForTheNextSearch)
 *   - the last two seconds of a trail that rests:       the file says when it was written last (aTrailThatRestsIsReadToItsEnd)
 *   - the event of the checkpoint meets no condition:   all events are looked at, not those that are found (theConditionsMayChange)
 *   - the trail is rotated between two searches:        the event is looked for in all segments (aRotationBetweenTwoSearchesLosesNothing)
 *   - the index leads past an event:                    it is asked for that of the checkpoint alone, and behind it not at all
 *                                                       (withAnIndexNothingBeforeTheCheckpointIsRead)
 *   - the event is gone with its segment:               exit code 10, nothing is found, the checkpoint stays (aSegmentThatIsGoneIsExitCode10)
 *   - the output fails:                                 no checkpoint is written (AusearchCheckpointTest)
 *   - the checkpoint is torn:                           it is replaced as a whole
 */
/** The events of a trail behind those that a search before looked at. Not safe for several threads. */
public final class CheckpointedTrail implements TrailReader {
    /** How long records of an event may come one after the other; the original's end_of_event_timeout. */
    private static final long LONGEST_EVENT_MILLIS = 2000;
    /** In characters, of the events that wait for one that is still being written; the reader keeps as much. */
    private static final int MOST = 16 * 1024 * 1024;

    private final Path file;
    private final Path source;
    private final Clock clock;
    private final Checkpoint before;
    private final boolean byTime;
    private final Segment written;
    private final TrailScan trail;
    private final Deque<TrailEvent> waiting = new ArrayDeque<>();
    private int waitingLength;
    private boolean begun;
    private boolean atEnd;
    private EventPlace last;

    /** How the trail is opened to look for an event; from there on all are wanted. */
    public interface Opening {
        /** @throws IOException if it cannot be read */
        TrailScan open(TrailQuery query) throws IOException;
    }

    /**
     * Opens the trail at a checkpoint.
     *
     * @param file the checkpoint; if there is none, all events are new
     * @param byTime those from the time of its event on, this included, wherever that is: what is left to do when the event is gone
     * @param source the trail
     * @param opening of it
     * @throws CheckpointException if the checkpoint cannot be used
     * @throws IOException if the trail is not there, or may not be read
     */
    public CheckpointedTrail(Path file, boolean byTime, Path source, Opening opening, Clock clock) throws IOException {
        this.file = file;
        this.byTime = byTime;
        this.source = TrailScan.existing(source);
        this.clock = clock;
        before = Checkpoint.read(file);
        last = before == null ? EventPlace.NONE : before.last();
        begun = last.equals(EventPlace.NONE);
        Segment segment = null;
        IOException failure = null;
        try {
            segment = Segment.of(Segment.written(source)); // before the trail is opened: an older one does no harm
        } catch (IOException e) {
            failure = e;
        }
        trail = opening.open(begun ? TrailQuery.ALL : sought());
        if (failure != null) {
            trail.close();
            throw new CheckpointException(
                    CheckpointException.NOT_WRITTEN,
                    "[" + Segment.written(source) + "] cannot be noted in a checkpoint: " + failure.getMessage());
        }
        written = segment;
    }

    private TrailQuery sought() {
        return byTime ? TrailQuery.ALL.between(last.stampMillis(), Long.MAX_VALUE) : last.query();
    }

    /** The next event that is whole. @throws CheckpointException if the event of the checkpoint is not in the trail */
    @Override
    public TrailEvent next() throws IOException {
        if (!begun) {
            begin();
        }
        while (!atEnd && (waiting.isEmpty() || !isEnded(waiting.peek()))) {
            TrailEvent event = trail.next();
            if (event == null) {
                atEnd = true;
            } else {
                waiting.add(event);
                waitingLength += length(event);
            }
        }
        TrailEvent event = waiting.peek();
        if (event == null || atEnd && !isEnded(event) && isBeingWritten()) {
            return null;
        }
        waiting.remove();
        waitingLength -= length(event);
        last = EventPlace.of(event);
        return event;
    }

    private void begin() throws IOException {
        begun = true;
        for (TrailEvent event = trail.next(); event != null; event = trail.next()) {
            if (byTime && event.stampMillis() >= before.last().stampMillis()) {
                waiting.add(event);
                waitingLength += length(event);
                trail.wantAll();
                return;
            }
            if (!byTime && before.last().isOf(event)) {
                trail.wantAll();
                return;
            }
        }
        atEnd = true;
        boolean any = !trail.isEmpty();
        if (any && !byTime) {
            throw lost();
        }
        last = any ? last : EventPlace.NONE; // the trail was begun anew
    }

    private CheckpointException lost() throws IOException {
        boolean gone = Files.isDirectory(source) && !before.segment().isIn(source);
        return new CheckpointException(
                gone ? CheckpointException.UNUSABLE : CheckpointException.CORRUPTED,
                "the trail [" + source + "] has no longer the event that the checkpoint [" + file + "] ends with"
                        + (gone ? ", nor its segment" : "")
                        + "; -ts checkpoint finds what is younger, or remove the checkpoint to search the whole trail");
    }

    private static int length(TrailEvent event) {
        int length = 0;
        for (TrailRecord record : event.records()) {
            length += record.line().length();
        }
        return length;
    }

    /** Whether no further records of the event can come, as far as can be seen from what was read. */
    private boolean isEnded(TrailEvent event) {
        List<TrailRecord> records = event.records();
        String lastType = records.get(records.size() - 1).type();
        int first = RecordTypes.number(records.get(0).type());
        return lastType.equals("PROCTITLE")
                || lastType.equals("EOE")
                || first >= 0 && first < 1300
                || first >= 2000
                || waitingLength > MOST
                || waiting.peekLast().stampMillis() / 1000 >= event.stampMillis() / 1000 + LONGEST_EVENT_MILLIS / 1000;
    }

    private boolean isBeingWritten() throws IOException {
        long age = clock.millis()
                - Files.getLastModifiedTime(Segment.written(source)).toMillis();
        return Math.abs(age) < LONGEST_EVENT_MILLIS;
    }

    /** As {@link TrailScan#remark()}. */
    public String remark() {
        return trail.remark();
    }

    /** Notes the last event that was read, for the next search. @throws CheckpointException if it cannot be written */
    public void save() throws CheckpointException {
        new Checkpoint(written, last).write(file);
    }

    @Override
    public void close() throws IOException {
        trail.close();
    }
}
