package org.doorward.trail.read;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/*
 * How it can go wrong, and the test in OpenEventsTest that shows that it does not:
 *   - an event that nothing ends is never told of:   theEndOfTheTrailEndsAllEvents, aRecordTwoSecondsYoungerEndsAnEvent,
 *                                                    whatGrowsNoMoreEndsAfterItsTime
 *   - a trail of beginnings exhausts the memory:     whatIsOpenIsBounded
 *   - events change their order:                     whatIsWholeWaitsForWhatBeganBefore
 *   - what was cut off the trail is told of:         whatDoesNotStandThereAnyMoreIsTakenBack
 */
/**
 * Events of which records may still come, because those of others stand between them, as the kernel writes them on several processors; and
 * behind each the whole ones that began after it, for they are told in the order in which they began. One ends with its last record, or when a
 * record comes that is two seconds younger, or, the oldest first, when too much is kept; on a trail that is followed also when nothing more of
 * it came for a while. Not safe for several threads.
 */
final class OpenEvents {
    /** In seconds, as {@code end_of_event_timeout} of auditd.conf(5). */
    private static final long LONGEST = 2;
    /** In bytes, of all lines that are kept. */
    static final int MOST = 16 * 1024 * 1024;

    /**
     * Records of an event that came at once, behind one another.
     *
     * @param firstAt where the line of the first one begins in its segment
     * @param lastAt where that of the last one does
     */
    record Run(List<LogRecord> records, long firstAt, long lastAt) {
        LogRecord last() {
            return records.get(records.size() - 1);
        }
    }

    /** Whether a run still stands in the segment that is read. */
    interface Look {
        boolean finds(Run run) throws IOException;
    }

    private record Id(String node, long stampMillis, long serial) {}

    private static final class Begun {
        final Id id;
        final List<Run> runs = new ArrayList<>();
        /** How many of the runs stand in segments before the one that is read. */
        int settled;

        boolean ofOperation;
        boolean ended;
        long grewNanos;

        Begun(Id id) {
            this.id = id;
        }

        LogEvent told() {
            if (runs.size() == 1) {
                return new LogEvent(id.node, id.stampMillis, id.serial, runs.get(0).records);
            }
            List<LogRecord> records = new ArrayList<>();
            runs.forEach(run -> records.addAll(run.records));
            return new LogEvent(id.node, id.stampMillis, id.serial, List.copyOf(records));
        }

        List<Run> unsettled() {
            return runs.subList(settled, runs.size());
        }

        /** A record of this second ends it. */
        long lastSecond() {
            return Math.floorDiv(id.stampMillis, 1000L) + LONGEST;
        }

        int length() {
            int length = 0;
            for (Run run : runs) {
                length += OpenEvents.length(run.records);
            }
            return length;
        }
    }

    private final Deque<Begun> begun = new ArrayDeque<>();
    private final Map<Id, Begun> open = new LinkedHashMap<>();
    /** No record of a second before this ends one that is open: so that not each record looks at all of them. */
    private long firstEnd = Long.MAX_VALUE;

    private int bytes;

    /** Whether there is none, and nothing that waits for one. */
    boolean isEmpty() {
        return begun.isEmpty();
    }

    /** Whether records of this event may still come. */
    boolean has(String node, long stampMillis, long serial) {
        return !open.isEmpty() && open.containsKey(new Id(node, stampMillis, serial));
    }

    /**
     * Begins an event, or goes on with it.
     *
     * @param last no further records of it come
     * @param nanos when this is, for {@link #endQuiet}
     */
    void add(String node, long stampMillis, long serial, Run run, boolean last, long nanos) {
        Id id = new Id(node, stampMillis, serial);
        Begun event = open.get(id);
        if (event == null) {
            event = new Begun(id);
            begun.add(event);
            open.put(id, event);
            firstEnd = Math.min(firstEnd, event.lastSecond());
        }
        event.runs.add(run);
        event.grewNanos = nanos;
        event.ofOperation = event.ofOperation || isOfOperation(run);
        bytes += length(run.records);
        if (last) {
            event.ended = true;
            open.remove(id);
        }
        Iterator<Begun> oldest = open.values().iterator();
        for (int kept = bytes; kept > MOST && oldest.hasNext(); ) {
            Begun ended = oldest.next();
            ended.ended = true;
            oldest.remove();
            kept -= ended.length();
        }
    }

    private static int length(List<LogRecord> records) {
        int length = 0;
        for (LogRecord record : records) {
            length += record.length();
        }
        return length;
    }

    private static boolean isOfOperation(Run run) {
        for (LogRecord record : run.records) {
            if (record.type().equals("SYSCALL") || record.type().equals("AVC")) {
                return true;
            }
        }
        return false;
    }

    /** Ends those that are older than a record of this time allows. */
    void endBefore(long stampMillis) {
        long second = Math.floorDiv(stampMillis, 1000L);
        if (!open.isEmpty() && second >= firstEnd) {
            end(event -> event.lastSecond() <= second);
            firstEnd = Long.MAX_VALUE;
            open.values().forEach(event -> firstEnd = Math.min(firstEnd, event.lastSecond()));
        }
    }

    /**
     * Ends those that did not grow for so long.
     *
     * @param operation how long one may rest that is of an operation, of which more is to come
     * @param other how long another one may, which may be whole as it is
     * @return whether there was one
     */
    boolean endQuiet(long nanos, long operation, long other) {
        return end(event -> nanos - event.grewNanos >= (event.ofOperation ? operation : other));
    }

    /** Ends all: no more records come. */
    void endAll() {
        end(event -> true);
    }

    private boolean end(Predicate<Begun> which) {
        return open.values().removeIf(event -> event.ended = which.test(event));
    }

    /** The segment that was read is left: nothing that stands in it changes any more. */
    void settle() {
        begun.forEach(event -> event.settled = event.runs.size());
    }

    /**
     * Takes back the runs of the segment that is read which were cut off it, and those behind them.
     *
     * @return where the first of them stood, or -1 if all are there
     */
    long takeBack(Look look) throws IOException {
        Run last = begun.stream()
                .flatMap(event -> event.unsettled().stream())
                .max(Comparator.comparingLong(Run::lastAt))
                .orElse(null);
        if (last == null || look.finds(last)) {
            return -1;
        }
        long cut = last.firstAt;
        for (Begun event : begun) {
            for (Run run : event.unsettled()) {
                cut = run.firstAt < cut && !look.finds(run) ? run.firstAt : cut;
            }
        }
        for (Iterator<Begun> events = begun.iterator(); events.hasNext(); ) {
            Begun event = events.next();
            if (takeBack(event, cut)) {
                if (event.runs.isEmpty()) {
                    events.remove();
                    open.remove(event.id, event);
                } else { // what ended it may be what was cut off
                    event.ended = open.putIfAbsent(event.id, event) != null && event.ended;
                    firstEnd = Math.min(firstEnd, event.lastSecond());
                }
            }
        }
        return cut;
    }

    private boolean takeBack(Begun event, long cut) {
        bytes -= event.length();
        boolean any = event.unsettled().removeIf(run -> run.firstAt >= cut);
        bytes += event.length();
        return any;
    }

    /** The oldest, if it has ended; else {@code null}. */
    LogEvent poll() {
        Begun first = begun.peek();
        if (first == null || !first.ended) {
            return null;
        }
        begun.remove();
        bytes -= first.length();
        return first.told();
    }

    /** The one that began last, as far as it is known. There must be one. */
    LogEvent newest() {
        return begun.getLast().told();
    }
}
