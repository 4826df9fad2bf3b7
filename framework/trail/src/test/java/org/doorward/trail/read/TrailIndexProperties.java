package org.doorward.trail.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/** With an index the same is found as without one, and the same is counted, whatever the trail is and whatever befell the index. */
class TrailIndexProperties {
    private record Search(TrailQuery query, Predicate<TrailEvent> wanted) {}

    private record Found(List<String> events, long counted, long skipped, long firstMillis, long latestMillis) {}

    private Path folder;

    @BeforeTry
    void newFolder() throws IOException {
        folder = Files.createTempDirectory("doorward-index");
    }

    @AfterTry
    void deleteFolder() throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
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

    /** An index of blocks as small as they can be. */
    private void index() throws IOException {
        new TrailIndex(folder, 1, 1).update();
    }

    private Found find(Search search) throws IOException {
        List<String> events = new ArrayList<>();
        try (TrailLog log = new TrailLog(folder, search.query)) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                if (search.wanted.test(event)) {
                    events.add(event.node() + event.stampMillis() + ":" + event.serial() + event.records());
                }
            }
            return new Found(events, log.events(), log.skipped(), log.firstMillis(), log.latestMillis());
        }
    }

    @Property(tries = 600)
    void withAnIndexTheSameIsFound(
            @ForAll("trails") List<String> segments, @ForAll("searches") Search one, @ForAll("searches") Search other)
            throws IOException {
        write(segments);
        Search both = new Search(one.query, one.wanted.and(other.wanted));
        List<Found> without = List.of(find(one), find(other), find(both));

        index();

        assertThat(List.of(find(one), find(other), find(both))).isEqualTo(without);
    }

    @Property(tries = 300)
    void whatCameAfterTheIndexIsFound(
            @ForAll("trails") List<String> before,
            @ForAll("trails") List<String> more,
            @ForAll("searches") Search search)
            throws IOException {
        write(before);
        index();
        Files.writeString(
                folder.resolve("audit.log"),
                Files.readString(folder.resolve("audit.log"), StandardCharsets.ISO_8859_1) + String.join("", more),
                StandardCharsets.ISO_8859_1);
        Found grown = find(search);
        index();
        Found again = find(search);
        deleteIndex();

        assertThat(List.of(grown, again)).containsOnly(find(search));
    }

    @Property(tries = 600)
    void aDamagedIndexHidesNothing(
            @ForAll("trails") List<String> segments,
            @ForAll("searches") Search search,
            @ForAll int place,
            @ForAll byte damage)
            throws IOException {
        write(segments);
        Found without = find(search);
        index();
        for (Path index : indexes()) {
            byte[] bytes = Files.readAllBytes(index);
            bytes[Math.floorMod(place, bytes.length)] ^= damage;
            Files.write(index, bytes);
        }

        assertThat(find(search)).isEqualTo(without);
    }

    @Property(tries = 300)
    void anIndexThatIsCutHidesNothing(
            @ForAll("trails") List<String> segments, @ForAll("searches") Search search, @ForAll int place)
            throws IOException {
        write(segments);
        Found without = find(search);
        index();
        for (Path index : indexes()) {
            byte[] bytes = Files.readAllBytes(index);
            Files.write(index, java.util.Arrays.copyOf(bytes, Math.floorMod(place, bytes.length)));
        }

        assertThat(find(search)).isEqualTo(without);
    }

    private List<String> behind(long stamp, long serial, TrailQuery query) throws IOException {
        List<String> events = new ArrayList<>();
        try (TrailLog log = new TrailLog(folder, query)) {
            boolean found = false;
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                if (found) {
                    events.add(event.node() + event.stampMillis() + ":" + event.serial() + event.records());
                } else if (event.stampMillis() == stamp && event.serial() == serial) {
                    found = true;
                    log.wantAll();
                }
            }
            events.add(log.events() + " " + log.skipped());
        }
        return events;
    }

    @Property(tries = 600)
    void behindAnEventThatWasLookedForAllIsRead(
            @ForAll("trails") List<String> segments, @ForAll @IntRange(max = 12) int piece) throws IOException {
        write(segments);
        long stamp = 1000 * (1 + piece / 3) + 100 * piece % 1000;
        long serial = 2 * piece + 1;
        TrailQuery query = TrailQuery.ALL.serial(serial).between(stamp, stamp);
        List<String> all = behind(stamp, serial, TrailQuery.ALL);

        assertThat(behind(stamp, serial, query)).isEqualTo(all);
        index();
        assertThat(behind(stamp, serial, query)).isEqualTo(all);
    }

    private List<Path> indexes() throws IOException {
        Path place = folder.resolve(SegmentIndex.FOLDER);
        if (!Files.exists(place)) {
            return List.of();
        }
        try (var files = Files.list(place)) {
            return files.toList();
        }
    }

    private void deleteIndex() throws IOException {
        for (Path index : indexes()) {
            Files.delete(index);
        }
    }

    @Provide
    Arbitrary<Search> searches() {
        Arbitrary<Search> text = Arbitraries.of("a k1", "/srv/a=", "nosuch", "a", "=")
                .map(word -> search(
                        TrailQuery.ALL.text(word),
                        record -> record.text("name") != null
                                && record.text("name").contains(word)));
        Arbitrary<Search> number = Arbitraries.longs()
                .between(1, 12)
                .map(wanted -> search(
                        TrailQuery.ALL.number(wanted, "uid"),
                        record -> record.raw("uid") != null
                                && record.raw("uid").matches("[-+]?[0-9]{1,18}")
                                && (Long.parseLong(record.raw("uid")) & 0xffff_ffffL) == wanted));
        Arbitrary<Search> failed = Arbitraries.just(search(
                TrailQuery.ALL.notYes("success", "uid=10"),
                record -> "10".equals(record.raw("uid"))
                        || record.raw("success") != null
                                && !record.raw("success").equals("yes")));
        Arbitrary<Search> type = Arbitraries.of("USER", "SYSCALL", "NONE")
                .map(name -> search(
                        TrailQuery.ALL.containing("type=" + name + " "),
                        record -> record.type().equals(name)));
        Arbitrary<Search> serial = Arbitraries.longs()
                .between(0, 60)
                .map(wanted -> new Search(TrailQuery.ALL.serial(wanted), event -> event.serial() == wanted));
        Arbitrary<Search> time = Combinators.combine(
                        Arbitraries.longs().between(0, 12_000),
                        Arbitraries.longs().between(0, 3_000))
                .as((from, length) -> new Search(
                        TrailQuery.ALL.between(from, from + length),
                        event -> event.stampMillis() >= from && event.stampMillis() <= from + length));
        return Arbitraries.oneOf(text, number, failed, type, serial, time);
    }

    private static Search search(TrailQuery query, Predicate<TrailRecord> wanted) {
        return new Search(query, event -> event.records().stream().anyMatch(wanted));
    }

    /** Up to three segments. Most events are whole; some lie in one another, some never end, or lie in two segments. */
    @Provide
    Arbitrary<List<String>> trails() {
        return piece().list()
                .ofMaxSize(25)
                .flatMap(pieces -> Arbitraries.integers()
                        .between(0, pieces.size())
                        .list()
                        .ofMaxSize(2)
                        .map(cuts -> cut(stamped(pieces), cuts)));
    }

    /** Each piece has its own time and serial. */
    private static List<String> stamped(List<String> pieces) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            String stamp = String.format("%d.%03d:%d", 1 + i / 3, 100 * i % 1000, 2 * i + 1);
            String next = String.format("%d.%03d:%d", 1 + i / 3, 100 * i % 1000 + 1, 2 * i + 2);
            pieces.get(i)
                    .replace("ONE", stamp)
                    .replace("TWO", next)
                    .lines()
                    .map(line -> line + "\n")
                    .forEach(lines::add);
        }
        return lines;
    }

    private static List<String> cut(List<String> lines, List<Integer> cuts) {
        List<String> segments = new ArrayList<>();
        int from = 0;
        for (int cut : cuts.stream().sorted().toList()) {
            int to = Math.min(lines.size(), 3 * cut);
            segments.add(String.join("", lines.subList(from, Math.max(from, to))));
            from = Math.max(from, to);
        }
        segments.add(String.join("", lines.subList(from, lines.size())));
        return segments;
    }

    private static Arbitrary<String> piece() {
        Arbitrary<String> fields = TrailLogProperties.fields();
        Arbitrary<String> whole = Combinators.combine(fields, fields)
                .as((a, b) -> record("SYSCALL", "ONE", a)
                        + record("PATH", "ONE", b)
                        + record("PROCTITLE", "ONE", "proctitle=61"));
        Arbitrary<String> single = fields.map(text -> record("USER", "ONE", text));
        Arbitrary<String> within = Combinators.combine(fields, fields)
                .as((a, b) -> record("SYSCALL", "ONE", a)
                        + record("SYSCALL", "TWO", b)
                        + record("PATH", "ONE", b)
                        + record("PROCTITLE", "ONE", "proctitle=61")
                        + record("PROCTITLE", "TWO", "proctitle=61"));
        Arbitrary<String> open = fields.map(text -> record("SYSCALL", "ONE", text));
        return Arbitraries.frequencyOf(
                Tuple.of(10, whole),
                Tuple.of(4, single),
                Tuple.of(2, within),
                Tuple.of(1, open),
                Tuple.of(
                        1,
                        Arbitraries.of("garbage\n", "\n\n", "type=\0\n", "node=a " + record("USER", "ONE", "uid=1"))),
                Tuple.of(1, TrailLogProperties.head().map(head -> head + "uid=1\n")));
    }

    private static String record(String type, String stamp, String fields) {
        return "type=" + type + " msg=audit(" + stamp + "): " + fields + "\n";
    }
}
