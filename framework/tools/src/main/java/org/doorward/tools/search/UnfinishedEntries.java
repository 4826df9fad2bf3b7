package org.doorward.tools.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.TrailQuery;

/**
 * The entries (MAC_CHECK op=enter) that no later event names in {@code entry=}: operations that began and of whose end the trail knows
 * nothing. Keeps the entries that are open, whatever the length of the trail. Not safe for several threads.
 */
final class UnfinishedEntries {
    /** What the reader of the trail must let through. */
    static final TrailQuery QUERY = TrailQuery.ALL.containing("type=MAC_CHECK ", "entry=");

    private record Place(String node, long serial) {}

    private record Open(long order, TrailEvent event) {}

    private final Predicate<TrailEvent> filter;
    private final Map<Place, Open> open = new HashMap<>();
    /** Whose serial is that of a later entry: the trail was begun anew between them, and nothing names them any more. */
    private final List<Open> left = new ArrayList<>();

    private long order;

    /** @param filter which entries are meant */
    UnfinishedEntries(Predicate<TrailEvent> filter) {
        this.filter = filter;
    }

    /** Takes the next event of the trail. */
    void take(TrailEvent event) {
        for (TrailRecord record : event.records()) {
            if (record.type().equals("SYSCALL")) {
                end(event.node(), record.raw("entry"));
            } else if (record.type().equals("MAC_CHECK") && "enter".equals(record.raw("op")) && filter.test(event)) {
                begin(event);
            }
        }
    }

    private void begin(TrailEvent event) {
        Open earlier = open.put(new Place(event.node(), event.serial()), new Open(order++, event));
        if (earlier != null) {
            left.add(earlier);
        }
    }

    private void end(String node, String serial) {
        if (serial != null && serial.matches("\\d{1,18}")) {
            open.remove(new Place(node, Long.parseLong(serial)));
        }
    }

    /** What is open now, in the order of the trail. */
    List<TrailEvent> events() {
        left.addAll(open.values());
        open.clear();
        return left.stream()
                .sorted(Comparator.comparingLong(Open::order))
                .map(Open::event)
                .toList();
    }

    /** How many are kept. */
    int size() {
        return open.size() + left.size();
    }
}
