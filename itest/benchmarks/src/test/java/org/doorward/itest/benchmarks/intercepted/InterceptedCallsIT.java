package org.doorward.itest.benchmarks.intercepted;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.doorward.itest.benchmarks.calls.Call;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The benchmark measures what it says: shown by what the module counted, what the trail holds, and by bytes, which a loaded machine does not
 * change. Never by time.
 */
class InterceptedCallsIT {
    /** Bytes. The smallest object takes 16. */
    private static final double NOTHING = 1;

    private static final double AN_OBJECT = 16;

    @TempDir
    private static Path folder;

    private static Findings findings;

    @BeforeAll
    static void runs() throws Exception {
        findings = new Interception(Path.of(System.getProperty("doorward.distribution")), folder, Length.SHORT).run();
        System.out.println(findings.table());
    }

    private static List<Tally> tallies(Variant... variants) {
        List<Tally> tallies = findings.tallies().stream()
                .filter(tally -> Arrays.asList(variants).contains(tally.variant()))
                .toList();
        assertThat(tallies).as("one for each of five kinds").hasSize(5 * variants.length);
        assertThat(tallies).extracting(Tally::called).allMatch(called -> called > 0);
        return tallies;
    }

    @Test
    void theModuleIsAskedOnceForEachCall() {
        assertThat(tallies(Variant.JUDGED, Variant.LABELLED, Variant.WALKED, Variant.FLAGGED))
                .allSatisfy(tally -> assertThat(tally.asked()).isEqualTo(tally.called()));
    }

    @Test
    void theLabelThatIsReadIsThatOfTheMeasuredBundle() {
        assertThat(tallies(Variant.LABELLED))
                .allSatisfy(tally -> assertThat(tally.found()).isEqualTo(tally.called()));
    }

    @Test
    void thePlainWalkFindsABundleEachTime() {
        assertThat(tallies(Variant.WALKED))
                .allSatisfy(tally -> assertThat(tally.found()).isEqualTo(tally.called()));
    }

    @Test
    void eachFlaggedCallIsOneEventInTheTrail() {
        assertThat(tallies(Variant.FLAGGED))
                .allSatisfy(tally -> assertThat(tally.recorded()).isEqualTo(tally.called()));
    }

    @Test
    void whatIsNotFlaggedIsNotInTheTrail() {
        assertThat(tallies(Variant.JUDGED, Variant.LABELLED, Variant.WALKED))
                .allSatisfy(tally -> assertThat(tally.recorded()).isZero());
    }

    /** Entering the engine takes an array for the call. */
    @ParameterizedTest
    @EnumSource(names = {"PROPERTY", "HANDLER"})
    void aCallOfAKindThatNobodyWantsNeverEntersTheEngine(Call call) {
        for (int depth : Interception.DEPTHS) {
            double bare = findings.bytes(Variant.BARE, call, depth);

            assertThat(findings.bytes(Variant.UNWANTED, call, depth)).isLessThan(bare + NOTHING);
            assertThat(findings.bytes(Variant.JUDGED, call, depth)).isGreaterThan(bare + AN_OBJECT);
        }
    }

    /** It defends its own files, whoever wants the kind. */
    @ParameterizedTest
    @EnumSource(names = {"OPEN", "EXISTS"})
    void aCallOnAFileEntersTheEngineWithoutAModule(Call call) {
        for (int depth : Interception.DEPTHS) {
            assertThat(findings.bytes(Variant.UNWANTED, call, depth))
                    .isGreaterThan(findings.bytes(Variant.BARE, call, depth) + AN_OBJECT);
        }
    }

    @Test
    void withoutTheSubjectNoStackIsWalked() {
        for (int depth : Interception.DEPTHS) {
            assertThat(findings.bytes(Variant.LABELLED, Call.HANDLER, depth))
                    .isGreaterThan(findings.bytes(Variant.JUDGED, Call.HANDLER, depth) + 10 * AN_OBJECT);
        }
    }
}
