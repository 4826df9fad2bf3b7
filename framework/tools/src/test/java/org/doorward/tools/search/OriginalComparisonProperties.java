package org.doorward.tools.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.doorward.tools.Run;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.store.TrailLog;

/** Searches made of a trail's own values find the same events as the original's. */
@Tag("machine")
class OriginalComparisonProperties {
    private static final List<String> TRAILS =
            List.of("trail-contract.log", "trail-basic.log", "trail-node.log", "trail-enriched.log");
    private static final Map<String, String> FIELDS = Map.of(
            "-k", "key", "-f", "name", "-c", "comm", "-x", "exe", "-su", "subj", "-o", "tcontext", "-se", "subj");

    /** Options of users, groups and sessions, and the fields whose numbers they look for. */
    private static final Map<String, List<String>> IDS = Map.of(
            "-ui", List.of("uid"),
            "-ue", List.of("euid"),
            "-ul", List.of("auid"),
            "-ua", List.of("uid", "euid", "auid"),
            "-gi", List.of("gid"),
            "-ge", List.of("egid"),
            "-ga", List.of("gid", "egid"),
            "--session", List.of("ses"));

    /** Records of Linux of which the original searches other fields than they have; docs/aureport.md lists them. */
    private static final String LINUX = "trail-linux.log";

    private static final Set<String> READ_OTHERWISE = Set.of(
            "audit(1750000052.000:52)",
            "audit(1750000060.000:60)",
            "audit(1750000062.000:62)",
            "audit(1750000063.000:63)",
            "audit(1750000071.000:71)",
            "audit(1750000073.000:73)");

    /** A trail and the arguments of a search. */
    record Search(String trail, List<String> arguments) {}

    @Example
    void everyValueAloneFindsTheSameEvents() throws IOException, InterruptedException {
        for (String trail : TRAILS) {
            for (Map.Entry<String, Set<String>> values : values(trail).entrySet()) {
                for (String value : values.getValue()) {
                    findTheSameEvents(new Search(trail, List.of(values.getKey(), value)));
                }
            }
        }
    }

    @Example
    void everyValueOfATrailOfLinuxFindsTheSameEvents() throws IOException, InterruptedException {
        Path trail = Run.resource(LINUX);
        Map<String, Set<String>> different = new TreeMap<>();
        for (Map.Entry<String, Set<String>> values : values(LINUX).entrySet()) {
            for (String value : values.getValue()) {
                List<String> search = List.of(values.getKey(), value);
                Set<String> ours = new TreeSet<>(searched(trail, search).events());
                Set<String> theirs =
                        new TreeSet<>(OriginalAusearch.search(trail, search).events());
                Set<String> both = new TreeSet<>(ours);
                both.retainAll(theirs);
                ours.removeAll(both);
                theirs.removeAll(both);
                ours.addAll(theirs);
                ours.forEach(event ->
                        different.computeIfAbsent(event, key -> new TreeSet<>()).add(String.join(" ", search)));
            }
        }
        assertThat(different).containsOnlyKeys(READ_OTHERWISE);
    }

    private static Run searched(Path trail, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("-if", trail.toString()));
        all.addAll(arguments);
        return Run.of(new AusearchCommand(() -> Path.of("nowhere")), all);
    }

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void findTheSameEvents(@ForAll("searches") Search search) throws IOException, InterruptedException {
        Path trail = Run.resource(search.trail);
        Run run = searched(trail, search.arguments);
        OriginalAusearch.Found found = OriginalAusearch.search(trail, search.arguments);

        assertThat(run.events()).as("%s", search).isEqualTo(found.events());
        assertThat(run.exitCode()).as("%s", search).isEqualTo(found.exitCode());
    }

    /** The records of each event in the original's order, in both forms. */
    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void printTheSameLines(@ForAll("searches") Search search, @ForAll boolean raw)
            throws IOException, InterruptedException {
        if (search.trail.equals("trail-enriched.log")) {
            return; // there the original ends every raw line with 0x1d
        }
        Path trail = Run.resource(search.trail);
        List<String> arguments = new ArrayList<>(search.arguments);
        if (raw) {
            arguments.add("--raw");
        }
        OriginalAusearch.Found found = OriginalAusearch.search(trail, arguments);
        arguments.addAll(0, List.of("-if", trail.toString()));
        Run run = Run.of(new AusearchCommand(() -> Path.of("nowhere")), arguments);

        assertThat(lines(run.out())).isEqualTo(lines(found.out()));
    }

    /** Without the local time, which follows the zone of the test. */
    private static List<String> lines(String out) {
        return out.lines().filter(line -> !line.startsWith("time->")).toList();
    }

    @Provide
    Arbitrary<Search> searches() {
        return Arbitraries.of(TRAILS).flatMap(trail -> {
            Map<String, Set<String>> values = values(trail);
            // of several ids the original finds those alone that stand in the order in which it looks for them
            values.keySet().removeAll(IDS.keySet());
            Arbitrary<List<String>> option = Arbitraries.of(new ArrayList<>(values.keySet()))
                    .flatMap(name -> Arbitraries.of(new ArrayList<>(values.get(name)))
                            .flatMap(value -> part(name, value))
                            .map(value -> List.of(name, value)));
            return Combinators.combine(
                            option.list()
                                    .ofMinSize(1)
                                    .ofMaxSize(3)
                                    // -se is -su and -o in one for the original, and the last word counts
                                    .uniqueElements(words -> words.get(0).matches("-(se|su|o)") ? "-se" : words.get(0)),
                            Arbitraries.of(true, false))
                    .as((options, whole) -> {
                        List<String> arguments = new ArrayList<>();
                        options.forEach(arguments::addAll);
                        if (whole) {
                            arguments.add("-w");
                        }
                        return new Search(trail, arguments);
                    });
        });
    }

    /** The value, or a part of it where parts are searched for. */
    private static Arbitrary<String> part(String option, String value) {
        if (!FIELDS.containsKey(option) || value.length() < 2) {
            return Arbitraries.just(value);
        }
        int last = value.length();
        Arbitrary<String> parts = Combinators.combine(
                        Arbitraries.integers().between(0, last - 1),
                        Arbitraries.integers().between(1, last))
                .as((from, size) -> value.substring(from, Math.min(last, from + size)));
        return Arbitraries.oneOf(Arbitraries.just(value), parts).filter(text -> !text.startsWith("-"));
    }

    /** For each option the values that the trail has for it, and one that it has not. */
    private static Map<String, Set<String>> values(String name) {
        Map<String, Set<String>> values = new TreeMap<>();
        FIELDS.keySet().forEach(option -> values.put(option, new TreeSet<>(Set.of("no-such"))));
        values.put("-sv", new TreeSet<>(Set.of("yes", "no")));
        values.put("-m", new TreeSet<>(Set.of("TTY", "ALL", "AVC,PATH", "avc", "1300", "1400,cwd")));
        values.put("-a", new TreeSet<>(Set.of("1")));
        values.put("-p", new TreeSet<>(Set.of("1")));
        values.put("-pp", new TreeSet<>(Set.of("1")));
        values.put("-e", new TreeSet<>(Set.of("-99")));
        values.put("-n", new TreeSet<>(Set.of("no-such")));
        IDS.keySet().forEach(option -> values.put(option, new TreeSet<>(Set.of("4242"))));
        try (TrailLog trail = new TrailLog(Run.resource(name))) {
            for (TrailEvent event = trail.next(); event != null; event = trail.next()) {
                values.get("-a").add(String.valueOf(event.serial()));
                if (event.node() != null) {
                    values.get("-n").add(event.node());
                }
                for (TrailRecord record : event.records()) {
                    collect(record, values);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return values;
    }

    private static void collect(TrailRecord record, Map<String, Set<String>> values) {
        if (!record.type().equals("EOE")) {
            values.get("-m").add(record.type());
        }
        FIELDS.forEach((option, field) -> {
            String text = record.text(field);
            if (text != null) {
                Arrays.stream(text.split("\1"))
                        .filter(value -> value.matches("[\\x21-\\x7e][\\x20-\\x7e]{0,100}") && !value.startsWith("-"))
                        .forEach(values.get(option)::add);
            }
        });
        IDS.forEach((option, fields) -> fields.stream()
                .map(record::raw)
                .filter(id -> id != null && id.matches(option.equals("-ua") ? "[0-9]{1,9}" : "[0-9]+"))
                .forEach(values.get(option)::add));
        if (record.raw("tcontext") != null) {
            values.get("-se").add(record.raw("scontext"));
            values.get("-se").add(record.raw("tcontext"));
        }
        if (record.raw("cwd") != null) {
            values.get("-f").add(record.text("cwd"));
        }
        if (record.raw("pid") != null) {
            values.get("-p").add(record.raw("pid"));
        }
        if (record.type().equals("SYSCALL")) {
            values.get("-pp").add(record.raw("ppid"));
            values.get("-e").add(record.raw("exit"));
        }
    }
}
