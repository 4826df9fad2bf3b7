package org.doorward.tools.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each name or number occurs. Adding costs the same however many there are. What grows with the trail is the set of distinct
 * names alone, and {@link NameRoom} bounds it: names beyond are counted together. Not safe for several threads.
 */
final class Tally {
    /** A name (String) or number (Integer) and how often it was there. */
    record Total(Object name, long hits) {}

    private static final class Hits {
        private long count;
    }

    private static final Comparator<Total> MOST_FIRST =
            Comparator.comparingLong(Total::hits).reversed();

    private final Map<Object, Hits> hits = new LinkedHashMap<>();
    private final NameRoom room;
    private long beyond;

    Tally(NameRoom room) {
        this.room = room;
    }

    /** Counts a name or a number. */
    void add(Object name) {
        Hits known = hits.get(name);
        if (known == null) {
            if (!room.take(name)) {
                beyond++;
                return;
            }
            known = new Hits();
            hits.put(name, known);
        }
        known.count++;
    }

    /** How many distinct ones there are; those beyond the room left out. */
    int distinct() {
        return hits.size();
    }

    /** How many occurrences were of names for which there was no room. */
    long beyond() {
        return beyond;
    }

    /** The most frequent first; of the same frequency numbers from the lowest on, names as they came, as the original has it. */
    List<Total> totals() {
        List<Total> totals = new ArrayList<>(hits.size());
        hits.forEach((name, count) -> totals.add(new Total(name, count.count)));
        if (!totals.isEmpty() && totals.get(0).name instanceof Integer) {
            totals.sort(Comparator.comparingInt(total -> (Integer) total.name));
        }
        totals.sort(MOST_FIRST);
        return totals;
    }
}
