package org.doorward.tools.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.RecordTypes;
import org.doorward.trail.read.TrailQuery;

/** The words of {@code -m}: names in either case, numbers, ranges of numbers, {@code ALL}. Not safe for several threads. */
final class TypeSelection implements Predicate<TrailEvent> {
    private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*|UNKNOWN\\[[0-9]+]");

    private record Range(int from, int to) {
        boolean contains(int number) {
            return number >= from && number <= to;
        }
    }

    private final Set<String> names = new HashSet<>();
    private final List<Range> ranges = new ArrayList<>();
    private boolean all;

    /** @throws IllegalArgumentException if a word names no type; the message names it */
    TypeSelection(List<String> words) {
        words.forEach(this::add);
    }

    private void add(String word) {
        String name = word.toUpperCase(Locale.ROOT);
        Matcher numbers = NUMBERS.matcher(word);
        if (name.equals("ALL")) {
            all = true;
        } else if (numbers.matches()) {
            int from = Integer.parseInt(numbers.group(1));
            ranges.add(new Range(from, numbers.group(2) == null ? from : Integer.parseInt(numbers.group(2))));
        } else if (RecordTypes.number(name) != RecordTypes.UNKNOWN
                && NAME.matcher(name).matches()) {
            names.add(name);
        } else {
            throw new IllegalArgumentException(
                    "[" + word
                            + "]: expected ALL, or the name or number of a record type (AVC, 1400), or numbers from-to (1300-1399)");
        }
    }

    /** What the reader of the trail can know of it: the names, if nothing else was said. */
    TrailQuery handDown(TrailQuery query) {
        return all || !ranges.isEmpty()
                ? query
                : query.containing(
                        names.stream().map(name -> "type=" + name + " ").toArray(String[]::new));
    }

    @Override
    public boolean test(TrailEvent event) {
        for (TrailRecord record : event.records()) {
            if (all || names.contains(record.type()) || isInRange(record.type())) {
                return true;
            }
        }
        return false;
    }

    private boolean isInRange(String type) {
        if (ranges.isEmpty()) {
            return false;
        }
        int number = RecordTypes.number(type);
        return ranges.stream().anyMatch(range -> range.contains(number));
    }
}
