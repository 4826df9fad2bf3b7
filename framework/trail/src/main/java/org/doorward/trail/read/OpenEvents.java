package org.doorward.trail.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/*
 * How it can go wrong, and the test in OpenEventsTest that shows that it does not:
 *   - an event that nothing ends is never told of:   theEndOfTheTrailEndsAllEvents, aRecordTwoSecondsYoungerEndsAnEvent
 *   - a trail of beginnings exhausts the memory:     whatIsOpenIsBounded
 *   - events change their order:                     whatIsWholeWaitsForWhatBeganBefore
 */
/**
 * Events of which records may still come, because those of others stand between them, as the kernel writes them on several processors; and
 * behind each the whole ones that began after it, for they are told in the order in which they began. One ends with its last record, or when a
 * record comes that is two seconds younger, or, the oldest first, when too much is kept. Not safe for several threads.
 */
final class OpenEvents {
    /** In seconds, as {@code end_of_event_timeout} of auditd.conf(5). */
    private static final long LONGEST = 2;
    /** In bytes, of all lines that are kept. */
    static final int MOST = 16 * 1024 * 1024;

    private record Id(String node, long stampMillis, long serial) {}

    private static final class Begun {
        final List<LogRecord> records = new ArrayList<>();
        boolean ended;
    }

    private record Place(Id id, Begun event) {}

    private final Deque<Place> places = new ArrayDeque<>();
    private final Map<Id, Begun> open = new LinkedHashMap<>();
    private int bytes;

    /** Whether there is none, and nothing that waits for one. */
    boolean isEmpty() {
        return places.isEmpty();
    }

    /** Whether records of this event may still come. */
    boolean has(String node, long stampMillis, long serial) {
        return !open.isEmpty() && open.containsKey(new Id(node, stampMillis, serial));
    }

    /** Begins an event, or goes on with it. @param last no further records of it come */
    void add(String node, long stampMillis, long serial, List<LogRecord> records, boolean last) {
        Id id = new Id(node, stampMillis, serial);
        Begun event = open.get(id);
        if (event == null) {
            event = new Begun();
            places.add(new Place(id, event));
            open.put(id, event);
        }
        event.records.addAll(records);
        bytes += length(records);
        if (last) {
            event.ended = true;
            open.remove(id);
        }
        Iterator<Begun> oldest = open.values().iterator();
        for (int kept = bytes; kept > MOST && oldest.hasNext(); ) {
            Begun ended = oldest.next();
            ended.ended = true;
            oldest.remove();
            kept -= length(ended.records);
        }
    }

    private static int length(List<LogRecord> records) {
        int length = 0;
        for (LogRecord record : records) {
            length += record.length();
        }
        return length;
    }

    /** Ends those that are older than a record of this time allows. */
    void endBefore(long stampMillis) {
        long second = Math.floorDiv(stampMillis, 1000L);
        Iterator<Map.Entry<Id, Begun>> events = open.entrySet().iterator();
        while (events.hasNext()) {
            Map.Entry<Id, Begun> event = events.next();
            if (Math.floorDiv(event.getKey().stampMillis, 1000L) + LONGEST <= second) {
                event.getValue().ended = true;
                events.remove();
            }
        }
    }

    /** Ends all: no more records come. */
    void endAll() {
        open.values().forEach(event -> event.ended = true);
        open.clear();
    }

    /** The oldest, if it has ended; else {@code null}. */
    LogEvent poll() {
        Place first = places.peek();
        if (first == null || !first.event.ended) {
            return null;
        }
        places.remove();
        bytes -= length(first.event.records);
        return new LogEvent(first.id.node, first.id.stampMillis, first.id.serial, List.copyOf(first.event.records));
    }
}
