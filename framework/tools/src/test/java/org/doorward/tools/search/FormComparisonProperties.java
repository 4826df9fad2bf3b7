package org.doorward.tools.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.doorward.tools.GeneratedCalls;
import org.doorward.tools.GeneratedTrails;

/** Who did what to what is said with the bytes of the original, of generated events, too. */
@Tag("machine")
class FormComparisonProperties {
    private static final List<List<String>> FORMS = List.of(
            List.of("--format", "csv"),
            List.of("--format", "csv", "--extra-keys", "--extra-labels", "--extra-obj2", "--extra-time"),
            List.of("--format", "text"));

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void ofCallsWithAllKindsOfRecords(@ForAll("calls") List<String> lines) throws IOException, InterruptedException {
        allForms(lines);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void ofWhatKernelsProgramsAndDoorwardWrite(@ForAll("trails") List<String> lines)
            throws IOException, InterruptedException {
        allForms(lines);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void ofEventsBetweenWhoseRecordsThoseOfOthersStand(@ForAll("interleaved") List<String> lines)
            throws IOException, InterruptedException {
        allForms(lines);
    }

    private static void allForms(List<String> lines) throws IOException, InterruptedException {
        Path trail = Files.createTempFile("generated", ".log");
        try {
            Files.write(trail, lines);
            for (List<String> form : FORMS) {
                FormComparisonTest.same(trail, form);
            }
        } finally {
            Files.delete(trail);
        }
    }

    @Provide
    Arbitrary<List<String>> calls() {
        return GeneratedCalls.trails();
    }

    @Provide
    Arbitrary<List<String>> trails() {
        return GeneratedTrails.trails();
    }

    @Provide
    Arbitrary<List<String>> interleaved() {
        return GeneratedTrails.interleaved();
    }
}
