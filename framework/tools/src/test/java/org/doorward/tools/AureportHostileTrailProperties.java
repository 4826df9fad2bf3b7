package org.doorward.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.doorward.tools.report.AureportCommand;

/** Whatever stands in a trail, each report ends, says what it found, and is not led astray. */
class AureportHostileTrailProperties {
    private static final List<String> REPORTS = Stream.concat(
                    AureportComparisonTest.REPORTS.stream(), Stream.of("--bundle", "--module", "--denied", "--lost"))
            .toList();

    /** A place in the text and the bytes that are put there in the place of as many others. */
    record Damage(double place, String bytes, int instead) {}

    @Property(tries = 150)
    void everyReportOfADamagedTrailEnds(
            @ForAll("trails") List<String> lines, @ForAll("damages") List<Damage> damages, @ForAll boolean summary)
            throws IOException {
        StringBuilder text = new StringBuilder(String.join("\n", lines));
        for (Damage damage : damages) {
            int from = (int) (damage.place * text.length());
            text.replace(from, Math.min(text.length(), from + damage.instead), damage.bytes);
        }
        Path trail = Files.createTempFile("damaged", ".log");
        try {
            Files.write(trail, text.toString().getBytes(StandardCharsets.ISO_8859_1));
            for (String report : REPORTS) {
                List<String> arguments = report.isEmpty() ? List.of() : List.of(report);
                boolean totals = summary && !report.equals("-t");
                Run run = Run.of(
                        AureportCommand.over(() -> trail),
                        java.util.stream.Stream.concat(
                                        arguments.stream(),
                                        totals ? List.of("--summary").stream() : List.<String>of().stream())
                                .toList());

                boolean noTrail = run.exitCode() == 2 && run.err().contains("is no trail");
                assertThat(run.exitCode() < 2 || noTrail)
                        .as("%s: exit %d, %s", report, run.exitCode(), run.err())
                        .isTrue();
                assertThat(run.out()).as(report).doesNotContain("\u001b", "\0");
            }
        } finally {
            Files.delete(trail);
        }
    }

    @Provide
    Arbitrary<List<String>> trails() {
        return GeneratedTrails.trails();
    }

    @Provide
    Arbitrary<List<Damage>> damages() {
        Arbitrary<String> bytes = Arbitraries.oneOf(
                Arbitraries.of(
                        "\0",
                        "\r\n",
                        "\n",
                        "\"",
                        "'",
                        "=",
                        "msg='",
                        "\u001b[2J",
                        "{",
                        "}",
                        "uid=",
                        " auid=",
                        " uid=",
                        "(null)",
                        "\u001d",
                        "\nnode=x type=AVC msg=audit(1.000:1): avc: denied",
                        "type=PARENT",
                        " saddr=0A",
                        "9".repeat(30)),
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(6));
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        bytes,
                        Arbitraries.integers().between(0, 40))
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
