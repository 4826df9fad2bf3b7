package org.doorward.itest.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The hot path allocates nothing: asserted in bytes, which a loaded machine does not change, never in time.
 *
 * <p><b>Why less than one byte, and not zero.</b> The meter adds up what all threads of the fork allocate in an iteration and divides it by the
 * operations. JMH's own bookkeeping is in it, and so is the drain that ends a burst (some 200 bytes for a thousand flagged operations): a
 * few tenths of a byte at worst, larger the slower the machine. The smallest object takes 16 bytes, so that one in every sixteenth
 * operation is seen. {@link MeterBenchmark} shows both ends.
 */
class AllocatedBytesIT {
    private static final double NOTHING = 1;

    private static Report report;

    @BeforeAll
    static void runs() throws Exception {
        report = Benchmarks.run(Profile.SHORT, Path.of("target", "benchmarks-short.json"));
        System.out.println(Benchmarks.machine());
        System.out.println(report.table());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unflagged.nobodyWants",
                "Unflagged.judged[0]",
                "Unflagged.judged[1]",
                "Unflagged.judged[4]",
                "Unflagged.judged[8]",
                "Unflagged.judged[4of64]",
                "Rules.noneMatches[0]",
                "Rules.noneMatches[1]",
                "Rules.noneMatches[1000]",
                "Flagged.reliable",
                "Flagged.lossy"
            })
    void theHotPathAllocatesNothing(String benchmark) {
        assertThat(report.bytes(benchmark)).as("bytes of %s", benchmark).isLessThan(NOTHING);
    }

    @Test
    void theMeterSeesOneObject() {
        assertThat(report.bytes("Meter.oneObject")).isBetween(16.0, 16.0 + NOTHING);
    }

    @Test
    void theMeterItselfIsQuieterThanTheThreshold() {
        assertThat(report.bytes("Meter.nothing")).isLessThan(NOTHING);
    }
}
