package org.doorward.tools.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.doorward.tools.GeneratedTrails;
import org.doorward.tools.Options;
import org.doorward.tools.Run;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailLog;
import org.doorward.trail.read.TrailQuery;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a search tells the reader of the trail rules out no event that the search finds. */
class HandDownProperties {
    private static final List<String> TRAILS = List.of(
            "trail-contract.log",
            "trail-basic.log",
            "trail-node.log",
            "trail-enriched.log",
            "trail-linux.log",
            "trail-escape.log",
            "trail-bad.log");

    private static final Map<String, String> OWN = Map.of(
            "--bundle", "bundle",
            "--module", "module",
            "--kind", "kind",
            "--tenant", "tenant",
            "--principal", "principal",
            "--exception", "exception");

    private static EventSearch search(List<String> arguments) {
        CommandSpec command = CommandSpec.create();
        SearchOptions options = new SearchOptions(new Options(command));
        new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
        return options.search(Clock.systemUTC());
    }

    @Example
    void ofTheGivenTrails() throws IOException {
        for (String trail : TRAILS) {
            assertThat(rulesOutNothing(Run.resource(trail))).as(trail).isGreaterThan(20);
        }
    }

    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
    void ofGeneratedTrails(@ForAll("trails") List<String> lines) throws IOException {
        Path trail = Files.createTempFile("generated", ".log");
        try {
            Files.write(trail, lines);
            rulesOutNothing(trail);
        } finally {
            Files.delete(trail);
        }
    }

    @Provide
    Arbitrary<List<String>> trails() {
        return GeneratedTrails.trails();
    }

    /** @return how many searches were made */
    private static int rulesOutNothing(Path trail) throws IOException {
        List<TrailEvent> all = read(trail, TrailQuery.ALL);
        int searches = 0;
        Map<String, Set<String>> trailsOwn = SearchValues.of(trail);
        OWN.forEach((option, field) -> trailsOwn.put(option, texts(all, field)));
        trailsOwn.get("-sc").addAll(Set.of("0", "file.open"));
        for (Map.Entry<String, Set<String>> values : trailsOwn.entrySet()) {
            Set<String> words = new TreeSet<>(values.getValue());
            for (String value : values.getValue()) {
                if (SearchValues.areParts(values.getKey()) && value.length() > 2) {
                    words.add(value.substring(1, value.length() - 1));
                }
            }
            words.removeIf(word -> word.startsWith("-"));
            for (String word : words) {
                EventSearch search = search(List.of(values.getKey(), word));
                assertThat(lines(read(trail, search.query()), search))
                        .as("%s %s", values.getKey(), word)
                        .isEqualTo(lines(all, search));
                searches++;
            }
        }
        return searches;
    }

    private static Set<String> texts(List<TrailEvent> events, String field) {
        return events.stream()
                .flatMap(event -> event.records().stream())
                .map(record -> record.text(field))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> lines(List<TrailEvent> events, EventSearch search) {
        return events.stream()
                .filter(search)
                .map(event -> event.records().get(0).line())
                .toList();
    }

    private static List<TrailEvent> read(Path trail, TrailQuery query) throws IOException {
        List<TrailEvent> events = new ArrayList<>();
        try (TrailLog log = new TrailLog(trail, query)) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                events.add(event);
            }
        }
        return events;
    }
}
