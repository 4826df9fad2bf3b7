package org.doorward.trail.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/** The reader, which works on bytes in a buffer, against its description in a few lines of text; and queries against a look at each event. */
class TrailLogProperties {
    /** Marks a line that no line feed ends: its carriage return stays. */
    private static final String NOT_ENDED = "\uffff";

    private record Event(String node, long stampMillis, long serial, List<String> lines) {}

    private record Reading(List<Event> events, long skipped, long passed) {}

    private Path folder;

    @BeforeTry
    void newFolder() throws IOException {
        folder = Files.createTempDirectory("doorward-trail");
    }

    @AfterTry
    void deleteFolder() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(folder);
    }

    private Reading read(TrailQuery query) throws IOException {
        List<Event> events = new ArrayList<>();
        try (TrailLog log = new TrailLog(folder, query)) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                events.add(new Event(
                        event.node(),
                        event.stampMillis(),
                        event.serial(),
                        event.records().stream().map(TrailRecord::line).toList()));
            }
            return new Reading(events, log.skipped(), log.events());
        }
    }

    /** One that ended is not found again. */
    private static final class Begun {
        final Event event;
        boolean ended;

        Begun(RecordHead head) {
            event = new Event(head.node(), head.stampMillis(), head.serial(), new ArrayList<>());
        }

        boolean isOpen(RecordHead head) {
            return !ended && isOf(event, head);
        }
    }

    /** By its description, record by record. */
    private static Reading described(List<String> segments) {
        List<Begun> begun = new ArrayList<>();
        long skipped = 0;
        RecordHead last = null;
        for (String segment : segments) {
            for (String line : lines(segment)) {
                RecordHead head = length(line) > LineReader.LONGEST ? null : RecordHead.of(withoutReturn(line));
                if (head == null) {
                    skipped++;
                } else {
                    take(head, withoutReturn(line), last, begun);
                    last = head;
                }
            }
        }
        return new Reading(begun.stream().map(one -> one.event).toList(), skipped, begun.size());
    }

    private static void take(RecordHead head, String line, RecordHead last, List<Begun> begun) {
        boolean goesOn = begun.stream().anyMatch(one -> one.isOpen(head));
        for (Begun one : begun) {
            boolean isOld = one.event.stampMillis() / 1000 + 2 <= head.stampMillis() / 1000;
            boolean isBehindItsEnd = last != null && last.type().equals("PROCTITLE") && isOf(one.event, last);
            one.ended |= isOld && !goesOn || isBehindItsEnd && !isOf(one.event, head);
        }
        Begun its = begun.stream().filter(one -> one.isOpen(head)).findFirst().orElse(null);
        if (its == null) {
            its = new Begun(head);
            its.ended = Set.of("USER", "PROCTITLE").contains(head.type());
            begun.add(its);
        }
        its.event.lines().add(line);
    }

    private static boolean isOf(Event event, RecordHead head) {
        return event.stampMillis() == head.stampMillis()
                && event.serial() == head.serial()
                && Objects.equals(event.node(), head.node());
    }

    /** Without their line feeds; a last one that has none is marked. */
    private static List<String> lines(String segment) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        for (int end = segment.indexOf('\n'); end >= 0; end = segment.indexOf('\n', at)) {
            lines.add(segment.substring(at, end));
            at = end + 1;
        }
        if (at < segment.length()) {
            lines.add(segment.substring(at) + NOT_ENDED);
        }
        return lines;
    }

    private static int length(String line) {
        return line.endsWith(NOT_ENDED) ? line.length() - 1 : line.length();
    }

    private static String withoutReturn(String line) {
        return line.endsWith(NOT_ENDED) || line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private void write(List<String> segments) throws IOException {
        for (int i = 0; i < segments.size(); i++) {
            int number = segments.size() - 1 - i;
            Files.writeString(
                    folder.resolve(number == 0 ? "audit.log" : "audit.log." + number),
                    segments.get(i),
                    StandardCharsets.ISO_8859_1);
        }
    }

    /** The serials of the events with such a record, of those that the query lets through. */
    private List<Long> found(TrailQuery query, Predicate<TrailRecord> wanted) throws IOException {
        List<Long> serials = new ArrayList<>();
        try (TrailLog log = new TrailLog(folder, query)) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                if (event.records().stream().anyMatch(wanted)) {
                    serials.add(event.serial());
                }
            }
        }
        return serials;
    }

    @Property(tries = 400)
    void isReadAsDescribed(@ForAll("segments") List<String> segments) throws IOException {
        write(segments);
        assertThat(read(TrailQuery.ALL)).isEqualTo(described(segments));
    }

    @Property(tries = 400)
    void aTextIsRuledOutOnlyWhereNoFieldHasIt(@ForAll("segments") List<String> segments, @ForAll("words") String word)
            throws IOException {
        write(segments);
        Predicate<TrailRecord> wanted = record -> {
            String name = record.text("name");
            return name != null && name.contains(word);
        };
        assertThat(found(TrailQuery.ALL.text(word), wanted)).isEqualTo(found(TrailQuery.ALL, wanted));
    }

    @Property(tries = 400)
    void aNumberIsRuledOutOnlyWhereNoFieldIsIt(
            @ForAll("segments") List<String> segments, @ForAll @IntRange(max = 12) int number) throws IOException {
        write(segments);
        Predicate<TrailRecord> wanted = record -> {
            String uid = record.raw("uid");
            return uid != null && uid.matches("[-+]?[0-9]{1,18}") && (Long.parseLong(uid) & 0xffff_ffffL) == number;
        };
        assertThat(found(TrailQuery.ALL.number(number, "uid"), wanted)).isEqualTo(found(TrailQuery.ALL, wanted));
    }

    @Property(tries = 200)
    void stampsAndSerialsAreAsWantedAndTheRestIsCounted(
            @ForAll("segments") List<String> segments,
            @ForAll @LongRange(max = 3) long serial,
            @ForAll @LongRange(min = 1_000, max = 3_001) long from,
            @ForAll @LongRange(max = 2_000) long length)
            throws IOException {
        write(segments);
        Reading all = read(TrailQuery.ALL);

        Reading found = read(TrailQuery.ALL.serial(serial).between(from, from + length));

        assertThat(found.events())
                .isEqualTo(all.events().stream()
                        .filter(event -> event.serial() == serial
                                && event.stampMillis() >= from
                                && event.stampMillis() <= from + length)
                        .toList());
        assertThat(found.skipped()).isEqualTo(all.skipped());
        assertThat(found.passed()).isEqualTo(all.events().size());
    }

    /** Also records that stand apart, with other lines between them, do not make the buffer grow. */
    @Property(tries = 20)
    void whatStandsInTheMiddleOfAnEventIsNotKept(@ForAll @IntRange(min = 1, max = 200) int times) throws IOException {
        String record = "type=USER msg=audit(1.001:1): a=1\n";
        write(List.of((record + "x".repeat(LineReader.LONGEST - 1) + "\n").repeat(times) + record));
        LineHead head = new LineHead();
        try (LineReader lines = new LineReader(OpenSegments.oldestFirst(folder), null)) {
            while (lines.next()) {
                if (head.read(lines.bytes(), lines.start(), lines.end())) {
                    lines.keep();
                }
            }
            assertThat(lines.kept()).isEqualTo(times + 1);
            assertThat(lines.bytes()).hasSizeLessThanOrEqualTo(8 * LineReader.LONGEST);
        }
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of("a", "k1", "/srv", "nosuch", "=", "'", " ", "\u00e9", "");
    }

    /** Records of a few events, whole, torn, too long, with all kinds of ends, in one to three segments. */
    @Provide
    Arbitrary<List<String>> segments() {
        Arbitrary<String> end = Arbitraries.of("\n", "\n", "\n", "\n", "\r\n", "\r\r\n", "\n\n", "\r", "");
        return Combinators.combine(line(), end)
                .as(String::concat)
                .list()
                .ofMaxSize(25)
                .map(lines -> String.join("", lines))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    /** One with a head and fields, torn, too long, or none at all. */
    static Arbitrary<String> line() {
        Arbitrary<String> head = head();
        int longest = LineReader.LONGEST;
        return Arbitraries.frequencyOf(
                Tuple.of(20, Combinators.combine(head, fields()).as(String::concat)),
                Tuple.of(2, Arbitraries.of("", "\0", "garbage", "type=USER msg=audit(1.001:1)", "type=")),
                Tuple.of(1, head.map(start -> start + "x".repeat(longest))),
                Tuple.of(
                        1,
                        Combinators.combine(head, Arbitraries.integers().between(-2, 2))
                                .as((start, more) -> start + "y".repeat(longest - start.length() + more))));
    }

    static Arbitrary<String> head() {
        return Combinators.combine(
                        Arbitraries.of("", "", "", "node=a ", "node=b "),
                        Arbitraries.of("USER", "SYSCALL", "SYSCALL", "PATH", "PROCTITLE", "CONFIG_CHANGE"),
                        Arbitraries.of("1.001", "1.001", "1.001", "1.002", "2.999", "3.000"),
                        Arbitraries.of("1", "1", "2", "3", "01"))
                .as((node, type, stamp, serial) ->
                        node + "type=" + type + " msg=audit(" + stamp + ":" + serial + "): ");
    }

    /** Fields of a record. */
    static Arbitrary<String> fields() {
        return Arbitraries.of(
                        "name=\"a k1\"",
                        "name=\"/srv/a=\"",
                        "name=2F737276",
                        "name=2F737276C3A9",
                        "name=6E6F73756368",
                        "name=nosuch'",
                        "name=\"\u00e9\"",
                        "uid=1",
                        "euid=2 uid=3",
                        "uid=+1",
                        "uid=007",
                        "uid=4294967299",
                        "uid=-4294967295",
                        "uid=10",
                        "uid=1'",
                        "success=yes",
                        "success=no",
                        "success=nope",
                        "a=\r",
                        "")
                .list()
                .ofMaxSize(3)
                .map(list -> String.join(" ", list));
    }
}
