package org.doorward.tools.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.doorward.tools.GeneratedTrails;
import org.doorward.tools.Run;

/** Events between whose records those of others stand are joined as the original joins them, by both tools. */
@Tag("machine")
class InterleavedComparisonProperties {
    private static final List<List<String>> SEARCHES = List.of(
            List.of(),
            List.of("-m", "PATH"),
            List.of("-m", "AVC"),
            List.of("-sv", "no"),
            List.of("-sc", "257"),
            List.of("-f", "/srv"),
            List.of("-hn", "192.0.2"),
            List.of("-k", "k2"));

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void everySearchFindsTheSameRecordsOfTheSameEvents(@ForAll("trails") List<String> lines)
            throws IOException, InterruptedException {
        Path trail = Files.createTempFile("interleaved", ".log");
        try {
            Files.write(trail, lines);
            for (List<String> search : SEARCHES) {
                List<String> arguments = new ArrayList<>(search);
                arguments.add("--raw");
                List<String> ours = new ArrayList<>(List.of("-if", trail.toString()));
                ours.addAll(arguments);

                Run run = Run.of(AusearchCommand.over(() -> Path.of("nowhere")), ours);

                // what counts is which events have which records, not which comes first
                assertThat(run.out().lines().sorted().toList())
                        .as("%s", search)
                        .isEqualTo(OriginalAusearch.search(trail, arguments)
                                .out()
                                .lines()
                                .sorted()
                                .toList());
            }
        } finally {
            Files.delete(trail);
        }
    }

    @Provide
    Arbitrary<List<String>> trails() {
        return GeneratedTrails.interleaved();
    }
}
