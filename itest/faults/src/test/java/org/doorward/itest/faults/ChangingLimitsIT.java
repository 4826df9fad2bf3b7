package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.doorward.itest.faults.victim.Options;
import org.doorward.itest.faults.victim.Twin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator changes limits while both lanes overflow: the trail, read by others, still accounts for every event. */
@Tag("machine")
class ChangingLimitsIT {
    @TempDir
    private Path folder;

    @Test
    void theLedgerIsExactWhileLimitsChangeUnderLoad() throws IOException {
        change(40, Twin.REAL);
    }

    @Test
    @Tag("long")
    void theLedgerIsExactWhileLimitsChangeThreeHundredTimes() throws IOException {
        change(300, Twin.REAL);
    }

    @Test
    void controlOneEventOfAHundredThatIsNotWrittenIsFound() {
        assertThatThrownBy(() -> change(3, Twin.DROPS)).isInstanceOf(AssertionError.class);
    }

    private void change(int times, Twin twin) throws IOException {
        Random random = new Random(3);
        Options options = Options.into(folder.resolve("audit"))
                .withTwin(twin)
                .withProducers(8, 8)
                .withPaceMicros(3000)
                .withRotation(8, 999);
        try (VictimProcess victim = VictimProcess.of(options, folder).ready()) {
            for (int i = 0; i < times; i++) {
                victim.tell("backlog_limit " + (random.nextInt(4) == 0 ? 0 : 4 + random.nextInt(200)));
                victim.tell("rate_limit " + (random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(5000)));
                victim.tell("backlog_wait_time " + random.nextInt(3));
                await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            }
            Account account = victim.stop();

            assertThat(account.lost())
                    .as("lost, so that there was something to count")
                    .isPositive();
            Verdict.isExact(folder.resolve("audit"), victim.acknowledged(), account);
        }
    }
}
