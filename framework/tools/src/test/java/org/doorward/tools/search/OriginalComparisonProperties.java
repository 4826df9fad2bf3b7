package org.doorward.tools.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.doorward.tools.GeneratedTrails;
import org.doorward.tools.Run;

/** Searches made of a trail's own values find the same events as the original's. */
@Tag("machine")
class OriginalComparisonProperties {
    private static final List<String> TRAILS =
            List.of("trail-contract.log", "trail-basic.log", "trail-node.log", "trail-enriched.log");
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
            for (Map.Entry<String, Set<String>> values : SearchValues.of(trail).entrySet()) {
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
        for (Map.Entry<String, Set<String>> values : SearchValues.of(LINUX).entrySet()) {
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
        return Run.of(AusearchCommand.over(() -> Path.of("nowhere")), all);
    }

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void findTheSameEvents(@ForAll("searches") Search search) throws IOException, InterruptedException {
        Path trail = Run.resource(search.trail);
        Run run = searched(trail, search.arguments);
        OriginalAusearch.Found found = OriginalAusearch.search(trail, search.arguments);

        assertThat(run.events()).as("%s", search).isEqualTo(found.events());
        assertThat(run.exitCode()).as("%s", search).isEqualTo(found.exitCode());
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void everyValueOfAGeneratedTrailFindsTheSameEvents(@ForAll("trails") List<String> lines)
            throws IOException, InterruptedException {
        Path trail = Files.createTempFile("generated", ".log");
        try {
            Files.write(trail, lines);
            Map<String, Set<String>> values = SearchValues.of(trail);
            for (String option : List.of("-hn", "-tm", "-vm", "-uu", "-sc", "--arch", "-o", "-su", "-k")) {
                for (String value : values.get(option)) {
                    List<String> search = List.of(option, value);
                    assertThat(searched(trail, search).events())
                            .as("%s", search)
                            .isEqualTo(OriginalAusearch.search(trail, search).events());
                }
            }
        } finally {
            Files.delete(trail);
        }
    }

    @Provide
    Arbitrary<List<String>> trails() {
        return GeneratedTrails.trails();
    }

    @Example
    void aCallIsFoundByItsNameOnTheArchitecture() throws IOException, InterruptedException {
        Path trail = Files.createTempFile("calls", ".log");
        try {
            Files.write(trail, GeneratedTrails.calls("c000003e", "40000003", "c00000b7"));
            for (String architecture : List.of("x86_64", "i386", "aarch64", "b32")) {
                for (String call : List.of("open", "openat", "exit", "39", "mkdirat")) {
                    List<String> search = List.of("--arch", architecture, "-sc", call);
                    Run run = searched(trail, search);
                    OriginalAusearch.Found found = OriginalAusearch.search(trail, search);
                    assertThat(run.events()).as("%s", search).isEqualTo(found.events());
                    assertThat(run.exitCode() == 0).as("%s", search).isEqualTo(found.exitCode() == 0);
                }
            }
        } finally {
            Files.delete(trail);
        }
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
        Run run = Run.of(AusearchCommand.over(() -> Path.of("nowhere")), arguments);

        assertThat(lines(run.out())).isEqualTo(lines(found.out()));
    }

    /** Without the local time, which follows the zone of the test. */
    private static List<String> lines(String out) {
        return out.lines().filter(line -> !line.startsWith("time->")).toList();
    }

    @Provide
    Arbitrary<Search> searches() {
        return Arbitraries.of(TRAILS).flatMap(trail -> {
            Map<String, Set<String>> values = SearchValues.of(trail);
            // of several ids the original finds those alone that stand in the order in which it looks for them
            values.keySet().removeAll(SearchValues.IDS.keySet());
            Arbitrary<List<String>> option = Arbitraries.of(new ArrayList<>(values.keySet()))
                    .flatMap(name -> Arbitraries.of(new ArrayList<>(values.get(name)))
                            .flatMap(value -> part(name, value))
                            .map(value -> List.of(name, value)));
            return Combinators.combine(
                            option.list()
                                    .ofMinSize(1)
                                    .ofMaxSize(3)
                                    // -se is -su and -o in one for the original, and the last word counts
                                    .uniqueElements(words -> words.get(0).matches("-(se|su|o)") ? "-se" : words.get(0))
                                    // --arch behind -sc is refused
                                    .filter(all -> all.stream()
                                                    .filter(words ->
                                                            words.get(0).matches("-sc|--arch"))
                                                    .count()
                                            < 2),
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
        if (!SearchValues.areParts(option) || value.length() < 2) {
            return Arbitraries.just(value);
        }
        int last = value.length();
        Arbitrary<String> parts = Combinators.combine(
                        Arbitraries.integers().between(0, last - 1),
                        Arbitraries.integers().between(1, last))
                .as((from, size) -> value.substring(from, Math.min(last, from + size)));
        return Arbitraries.oneOf(Arbitraries.just(value), parts).filter(text -> !text.startsWith("-"));
    }
}
