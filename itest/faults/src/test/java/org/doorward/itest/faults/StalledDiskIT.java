package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import org.doorward.audit.Lane;
import org.doorward.itest.faults.victim.Options;
import org.doorward.itest.faults.victim.Twin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk takes nothing for seconds and says nothing: lossy operations go on, reliable ones wait, and afterwards everything is accounted for. */
@Tag("machine")
class StalledDiskIT {
    private static final String GOES_ON = "it goes on by itself";
    private static final int RELIABLE = 4;

    @TempDir
    private Path folder;

    @Test
    void whileTheDiskStandsStillLossyOperationsGoOnAndReliableOnesWait() throws IOException {
        stall(3, Twin.REAL);
    }

    @Test
    @Tag("long")
    void whileTheDiskStandsStillForTenSecondsLossyOperationsGoOnAndReliableOnesWait() throws IOException {
        stall(10, Twin.REAL);
    }

    @Test
    void aStallIsTold() throws IOException {
        assertThat(stall(3, Twin.REAL).facts())
                .filteredOn(fact -> fact.contains("op=stall waited_ms="))
                .isNotEmpty();
    }

    @Test
    void controlWhoWritesNothingAcknowledgesWhileTheDiskStandsStill() {
        assertThatThrownBy(() -> stall(1, Twin.WRITES_NOTHING))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("acknowledged while the disk stood still");
    }

    @Test
    void controlWhoGivesUpOnADiskThatStoodStillDoesNotGoOnByItself() {
        assertThatThrownBy(() -> stall(3, Twin.GIVES_UP))
                .isInstanceOf(ConditionTimeoutException.class)
                .hasMessageContaining(GOES_ON);
    }

    private TrailText stall(int seconds, Twin twin) throws IOException {
        try (LoopDisk disk = new LoopDisk(folder, "ext4");
                VictimProcess victim = VictimProcess.of(
                                Options.into(disk.trail())
                                        .withTwin(twin)
                                        .withProducers(RELIABLE, 4)
                                        .withPaceMicros(100),
                                folder)
                        .ready()) {
            victim.awaitAcknowledgements(100);
            Account before = victim.status();
            disk.freeze();
            await().pollDelay(Duration.ofMillis(200))
                    .until(() -> true); // for answers that were on their way when it stopped
            Account frozen = victim.status();
            int acknowledged = victim.acknowledgements();
            await().pollDelay(Duration.ofSeconds(seconds))
                    .atMost(Duration.ofSeconds(seconds + 5L))
                    .until(() -> true);
            Account after = victim.status();
            assertThat(victim.acknowledgements())
                    .as("acknowledged while the disk stood still")
                    .isEqualTo(acknowledged);
            assertThat(after.operations(Lane.LOSSY) - frozen.operations(Lane.LOSSY))
                    .as("lossy operations while the disk stood still")
                    .isGreaterThan(1000L * seconds);
            assertThat(after.operations(Lane.RELIABLE) - frozen.operations(Lane.RELIABLE))
                    .as("reliable operations while the disk stood still")
                    .isLessThanOrEqualTo(8);
            disk.thaw();
            await(GOES_ON)
                    .atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> victim.acknowledgements() > acknowledged + RELIABLE); // beyond what was under way
            Account account = victim.stop();

            assertThat(account.lost(Lane.RELIABLE))
                    .isEqualTo(before.lost(Lane.RELIABLE))
                    .isZero();
            assertThat(account.lost(Lane.LOSSY))
                    .as("lost, so that there was something to count")
                    .isPositive();
            return Verdict.isExact(disk.trail(), victim.acknowledged(), account);
        }
    }
}
