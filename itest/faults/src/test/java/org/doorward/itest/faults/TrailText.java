package org.doorward.itest.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trail as plain text, oldest segment first: read by line ends and the head of each record alone, so that it shares nothing with the reader
 * of the project. Whoever wants to know what the disk has mounts it anew before.
 */
final class TrailText {
    private static final Pattern SEGMENT = Pattern.compile("audit\\.log(?:\\.(\\d+))?");
    private static final Pattern RECORD = Pattern.compile("type=(\\w+) msg=audit\\((\\d+)\\.(\\d{3}):(\\d+)\\): ?(.*)");
    private static final Pattern ITEMS = Pattern.compile(" items=(\\d+) ");
    private static final Pattern SOURCE = Pattern.compile(" name=\"(/victim/[^\"]+)\" .*role=source");
    private static final Pattern LOST =
            Pattern.compile("op=lost reason=(\\w+) lane=(\\w+) count=(\\d+) first=(\\d+) last=(\\d+) ");

    /** The records that follow each other under one stamp and serial. */
    record Event(long serial, long stampMillis, List<String> types, String path, boolean isWhole) {}

    /** Events that the trail says are lost. */
    record Loss(long count, long first, long last) {}

    private final List<Event> events = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private final List<String> noRecords = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();
    private int segments;

    private TrailText() {}

    /** All segments of a folder; a number that is missing, as a crash between two renames leaves one, hides none. */
    static TrailText of(Path folder) throws IOException {
        TrailText trail = new TrailText();
        TreeMap<Integer, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                Matcher name = SEGMENT.matcher(file.getFileName().toString());
                if (name.matches()) {
                    files.put(name.group(1) == null ? 0 : Integer.parseInt(name.group(1)), file);
                }
            }
        }
        for (Path file : files.descendingMap().values()) {
            trail.segment(
                    Files.readString(file, StandardCharsets.ISO_8859_1),
                    file.getFileName().toString());
        }
        return trail;
    }

    /** One segment with this text. */
    static TrailText of(String text) throws IOException {
        TrailText trail = new TrailText();
        trail.segment(text, "text");
        return trail;
    }

    private void segment(String text, String name) {
        segments++;
        List<Matcher> open = new ArrayList<>();
        int at = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
            Matcher record = RECORD.matcher(text.substring(at, end));
            if (!record.matches()) {
                noRecords.add(name + " at byte " + at + ": " + shown(text.substring(at, end)));
            } else {
                if (!open.isEmpty() && !open.get(0).group(4).equals(record.group(4))) {
                    event(open);
                }
                open.add(record);
            }
            at = end + 1;
        }
        event(open);
        if (at < text.length()) {
            noRecords.add(name + " at byte " + at + ", without its end: " + shown(text.substring(at)));
        }
    }

    private static String shown(String line) {
        return line.substring(0, Math.min(120, line.length())).replace('\0', '0');
    }

    private void event(List<Matcher> records) {
        if (records.isEmpty()) {
            return;
        }
        List<String> types = records.stream().map(record -> record.group(1)).toList();
        int items = 0;
        String path = null;
        for (Matcher record : records) {
            Matcher count = ITEMS.matcher(record.group(5));
            Matcher source = SOURCE.matcher(record.group(5));
            items += record.group(1).equals("SYSCALL") && count.find() ? Integer.parseInt(count.group(1)) : 0;
            path = record.group(1).equals("PATH") && source.find() ? source.group(1) : path;
        }
        boolean isOperation = types.size() > 1 || types.contains("SYSCALL");
        boolean isWhole = !isOperation
                || types.contains("SYSCALL")
                        && types.get(types.size() - 1).equals("PROCTITLE")
                        && types.stream().filter("PATH"::equals).count() == items;
        Matcher first = records.get(0);
        long stamp = Long.parseLong(first.group(2)) * 1000 + Long.parseLong(first.group(3));
        events.add(new Event(Long.parseLong(first.group(4)), stamp, types, path, isWhole));
        if (!isOperation) {
            facts.add(first.group(1) + " " + first.group(5));
            Matcher lost = LOST.matcher(first.group(5));
            if (lost.find()) {
                losses.add(new Loss(
                        Long.parseLong(lost.group(3)), Long.parseLong(lost.group(4)), Long.parseLong(lost.group(5))));
            }
        }
        records.clear();
    }

    List<Event> events() {
        return events;
    }

    int segments() {
        return segments;
    }

    /** The records that stand alone: type and text. */
    List<String> facts() {
        return facts;
    }

    /** What was called durable and is not there: not at all, not whole, or under another name. */
    List<VictimProcess.Acknowledged> missing(Collection<VictimProcess.Acknowledged> acknowledged) {
        Map<Long, String> paths = new HashMap<>();
        events.stream()
                .filter(event -> event.isWhole && event.path != null)
                .forEach(event -> paths.put(event.serial, event.path));
        return acknowledged.stream()
                .filter(one -> !one.path().equals(paths.get(one.serial())))
                .toList();
    }

    /** Lines that are no records, and events of which a part is missing. */
    List<String> torn() {
        List<String> torn = new ArrayList<>(noRecords);
        events.stream().filter(event -> !event.isWhole).forEach(event -> torn.add(event.toString()));
        return torn;
    }

    /** Serials, and operations, that are there twice. */
    List<String> doubles() {
        List<String> doubles = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (Event event : events) {
            if (!seen.add(event.serial) || event.path != null && !seen.add(event.path)) {
                doubles.add(event.toString());
            }
        }
        return doubles;
    }

    /** Where a serial or a stamp is not above, or a stamp below, the one of the serial before. */
    List<String> backwards() {
        TreeMap<Long, Event> bySerial = new TreeMap<>();
        events.forEach(event -> bySerial.put(event.serial, event));
        List<String> backwards = new ArrayList<>();
        Event before = null;
        for (Event event : bySerial.values()) {
            if (before != null && event.stampMillis < before.stampMillis) {
                backwards.add(before + " before " + event);
            }
            before = event;
        }
        return backwards;
    }

    /** Serials that are missing from 1 to {@code last}. */
    long gaps(long last) {
        return last - events.stream().map(Event::serial).distinct().count();
    }

    /** How many events the trail itself says are lost. */
    long told() {
        return losses.stream().mapToLong(Loss::count).sum();
    }

    /** Serials that are missing from 1 to {@code last}, of which no record says that they may be lost. */
    List<Long> untold(long last) {
        Set<Long> there = new HashSet<>();
        events.forEach(event -> there.add(event.serial));
        List<Long> untold = new ArrayList<>();
        for (long serial = 1; serial <= last; serial++) {
            long missing = serial;
            if (!there.contains(serial)
                    && losses.stream().noneMatch(loss -> loss.first <= missing && missing <= loss.last)) {
                untold.add(serial);
            }
        }
        return untold;
    }

    /** The same trail as the real ausearch reads it. */
    static TrailText asAusearchReadsIt(Path folder) throws IOException {
        String said = Command.ask(
                        "bash", "-c", "ausearch -if \"$1\" --raw </dev/null 2>/dev/null", "ausearch", folder.toString())
                .out();
        return of(said.startsWith("<no matches>") ? "" : said);
    }
}
