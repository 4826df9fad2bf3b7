package org.doorward.itest.trails;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that judges trails passes the good samples, and is no rubber stamp. */
@Tag("machine")
class SampleTrailsTest {
    private static final Path SAMPLES = Path.of("src/test/resources/trails");

    @ParameterizedTest
    @CsvSource({"trail-contract,255,82", "trail-basic,121,31"})
    void theSamplesHoldWhatIsExpectedOfThem(String name, int checks, int events) {
        RealTool.Answer answer = RealTool.checkTrail(SAMPLES.resolve(name + ".log"), SAMPLES.resolve(name + ".expect"));

        assertThat(answer.out()).contains(checks + " of " + checks + " checks passed, events=" + events + " lines=");
        assertThat(answer.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trail-node.log", "trail-enriched.log"})
    void linesWithANodeOrWithEnrichmentAreGood(String name) {
        RealTool.Answer answer = RealTool.checkTrail(SAMPLES.resolve(name));

        assertThat(answer.out()).doesNotContain("FAIL").contains("checks passed, events=1 lines=6");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void aBadTrailFails() {
        RealTool.Answer answer = RealTool.checkTrail(SAMPLES.resolve("trail-bad.log"));

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.out())
                .contains(
                        "FAIL no line longer than 8969 bytes",
                        "FAIL record types unknown to ausearch (-m cannot find them): DOORWARD_OP",
                        "FAIL AVC without tclass= (the tools drop the event)",
                        "FAIL ausearch sees every event: expected 6, got 4");
    }

    @Test
    void anExpectationThatDoesNotHoldFails(@TempDir Path folder) throws IOException {
        Path expected = Files.writeString(folder.resolve("wrong.expect"), "# of nothing\n11\t-k exports\n");

        RealTool.Answer answer = RealTool.checkTrail(SAMPLES.resolve("trail-contract.log"), expected);

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.out()).contains("FAIL ausearch -k exports: expected 11, got 12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=\"/srv/data/in.txt\"|name=\"/srv/data/in txt\"|FAIL blank inside quotes",
                " key=\"exports\"| key=exports|FAIL key= is neither quoted nor upper-case hex",
                "tclass=file |class=file |FAIL AVC without tclass=",
                "items=4|items=3|FAIL items= is not the number of PATH records"
            })
    void aSingleSpoiltFieldFails(String good, String spoilt, String complaint, @TempDir Path folder)
            throws IOException {
        String trail = Files.readString(SAMPLES.resolve("trail-contract.log"));
        assertThat(trail).contains(good);
        Path copy = folder.resolve("audit.log");
        Files.writeString(copy, trail.replace(good, spoilt));

        RealTool.Answer answer = RealTool.checkTrail(copy);

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.out()).contains(complaint);
    }

    @Test
    void whatIsNoTrailIsWrongUsage(@TempDir Path folder) {
        assertThat(RealTool.checkTrail(folder.resolve("none")).exitCode()).isEqualTo(2);
        assertThat(RealTool.checkTrail(folder).exitCode()).isEqualTo(2);
        assertThat(RealTool.checkTrail(SAMPLES.resolve("trail-basic.log"), folder.resolve("none"))
                        .exitCode())
                .isEqualTo(2);
    }
}
