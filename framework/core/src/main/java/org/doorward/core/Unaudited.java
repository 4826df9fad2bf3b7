package org.doorward.core;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/*
 * Counting is on the way of operations: a rule that was seen before is found by its characters, without a lock and without an object. Places
 * are never given to another rule, so a count is never another's. Names come from modules, which may make them of anything: beyond ROOM all
 * share one count.
 */
/** The denials of one module that leave no record, by the rule that it named. Safe for all threads. */
final class Unaudited {
    static final int ROOM = 256;
    static final String MANY = "(many)";
    private static final int PLACES = 2 * ROOM;

    private static final class Cell {
        final String rule;
        final LongAdder count = new LongAdder();

        Cell(String rule) {
            this.rule = rule;
        }
    }

    private final AtomicReferenceArray<Cell> places = new AtomicReferenceArray<>(PLACES);
    private final AtomicInteger taken = new AtomicInteger();
    private final LongAdder many = new LongAdder();

    /** Counts one; {@code rule} {@code null}: the module named none. */
    void count(CharSequence rule) {
        CharSequence name = rule == null ? "" : rule;
        for (int place = hash(name) & PLACES - 1; ; place = place + 1 & PLACES - 1) {
            Cell cell = places.get(place);
            if (cell == null) {
                cell = claim(place, name);
                if (cell == null) {
                    many.increment();
                    return;
                }
            }
            if (CharSequence.compare(cell.rule, name) == 0) {
                cell.count.increment();
                return;
            }
        }
    }

    /** The cell of this place, of this rule or of who was faster; {@code null} if there is no room. Half of the places stay free. */
    private Cell claim(int place, CharSequence name) {
        if (taken.incrementAndGet() > ROOM) {
            taken.decrementAndGet();
            return null;
        }
        if (!places.compareAndSet(place, null, new Cell(name.toString()))) {
            taken.decrementAndGet();
        }
        return places.get(place);
    }

    private static int hash(CharSequence name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = 31 * hash + name.charAt(i);
        }
        return hash ^ hash >>> 16;
    }

    /** What was counted so far, by rule; the name of none is empty. Unmodifiable. */
    Map<String, Long> byRule() {
        Map<String, Long> counts = new TreeMap<>();
        for (int place = 0; place < PLACES; place++) {
            Cell cell = places.get(place);
            if (cell != null) {
                counts.merge(Words.printable(cell.rule), cell.count.sum(), Long::sum);
            }
        }
        if (many.sum() > 0) {
            counts.merge(MANY, many.sum(), Long::sum);
        }
        return Collections.unmodifiableMap(counts);
    }
}
