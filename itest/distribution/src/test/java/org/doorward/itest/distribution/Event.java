package org.doorward.itest.distribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records of a trail that share stamp and serial. */
public record Event(List<String> records) {
    /** The events of a trail, in its order. */
    public static List<Event> of(List<String> trail) {
        Map<String, List<String>> events = new LinkedHashMap<>();
        for (String line : trail) {
            String stamp = line.substring(line.indexOf("msg="), line.indexOf("):"));
            events.computeIfAbsent(stamp, key -> new ArrayList<>()).add(line);
        }
        return events.values().stream().map(Event::new).toList();
    }

    /** Whether one of its records has all of these words. */
    public boolean has(String... words) {
        return records.stream().anyMatch(line -> List.of(words).stream().allMatch(line::contains));
    }

    /** Its record of this type. */
    public String record(String type) {
        return records.stream()
                .filter(line -> line.startsWith("type=" + type + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " in " + records));
    }
}
