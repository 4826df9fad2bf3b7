package org.doorward.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** On generated trails each report has the same lines and the same exit code as the original's. */
@Tag("machine")
class AureportComparisonProperties {
    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void everyReportOfATrailIsTheSame(
            @ForAll("trails") List<String> lines, @ForAll("selections") List<String> selection)
            throws IOException, InterruptedException {
        Path trail = Files.createTempFile("generated", ".log");
        try {
            Files.write(trail, lines);
            for (String report : AureportComparisonTest.REPORTS) {
                if (!report.equals("-t")) {
                    List<String> arguments = new ArrayList<>(selection);
                    if (!report.isEmpty()) {
                        arguments.add(0, report);
                    }
                    AureportComparisonTest.same(trail, arguments);
                }
            }
        } finally {
            Files.delete(trail);
        }
    }

    /** Lists of what is counted: their order is that in which events are told of, which need not be the original's. */
    @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
    void theSummaryAndTheTotalsOfInterleavedEventsAreTheSame(@ForAll("interleaved") List<String> lines)
            throws IOException, InterruptedException {
        Path trail = Files.createTempFile("interleaved", ".log");
        try {
            Files.write(trail, lines);
            for (String report : List.of("", "-f", "-k", "-p", "-u", "-x", "-s", "-h", "-tm")) {
                AureportComparisonTest.same(trail, report.isEmpty() ? List.of() : List.of(report, "--summary"));
            }
        } finally {
            Files.delete(trail);
        }
    }

    @Provide
    Arbitrary<List<String>> interleaved() {
        return GeneratedTrails.interleaved();
    }

    @Provide
    Arbitrary<List<String>> trails() {
        return GeneratedTrails.trails();
    }

    @Provide
    Arbitrary<List<String>> selections() {
        return Combinators.combine(
                        Arbitraries.of("", "--summary"),
                        Arbitraries.of("", "", "--failed", "--success"),
                        Arbitraries.of("", "-nc"),
                        Arbitraries.of("", "-i"))
                .as((form, outcome, configuration, words) -> Stream.of(form, outcome, configuration, words)
                        .filter(word -> !word.isEmpty())
                        .toList());
    }
}
