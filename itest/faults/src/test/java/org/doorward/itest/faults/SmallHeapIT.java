package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.doorward.audit.Lane;
import org.doorward.itest.faults.victim.Options;
import org.doorward.itest.faults.victim.Twin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixty-four producers without a rest in a heap of 64 MB: reliable ones wait, lossy ones lose, and memory does not run out. */
@Tag("machine")
class SmallHeapIT {
    private static final String[] HEAP = {"-Xmx64m", "-XX:+ExitOnOutOfMemoryError"};

    @TempDir
    private Path folder;

    @Test
    void endlessProducersDoNotExhaustASmallHeap() throws IOException {
        produce(Duration.ofSeconds(4));
    }

    @Test
    @Tag("long")
    void threeMinutesOfEndlessProducersDoNotExhaustASmallHeap() throws IOException {
        produce(Duration.ofMinutes(3));
    }

    @Test
    void controlWhoKeepsWhatItWroteRunsOutOfMemory() throws IOException {
        try (VictimProcess victim =
                VictimProcess.of(options(Twin.HOARDS), folder).jvm(HEAP).start()) {
            assertThat(victim.awaitEnd()).isEqualTo(3);
        }
    }

    private Options options(Twin twin) {
        return Options.into(folder.resolve("audit"))
                .withTwin(twin)
                .withProducers(32, 32)
                .withPayload(8000)
                .withRotation(8, 4);
    }

    private void produce(Duration time) throws IOException {
        try (VictimProcess victim =
                VictimProcess.of(options(Twin.REAL), folder).jvm(HEAP).ready()) {
            await().pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
            Account account = victim.stop();

            account.isExact();
            assertThat(account.lost(Lane.RELIABLE)).isZero();
            assertThat(account.lost(Lane.LOSSY))
                    .as("there was more than it could take")
                    .isPositive();
            assertThat(victim.acknowledged()).isNotEmpty();
            assertThat(TrailText.of(folder.resolve("audit")).torn()).isEmpty();
        }
    }
}
