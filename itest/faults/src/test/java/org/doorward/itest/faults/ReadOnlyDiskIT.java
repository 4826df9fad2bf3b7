package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.doorward.control.FailureMode;
import org.doorward.itest.faults.VictimProcess.Acknowledged;
import org.doorward.itest.faults.victim.Options;
import org.doorward.itest.faults.victim.Twin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file system becomes read-only under the trail, as ext4 does when its journal fails. */
@Tag("machine")
class ReadOnlyDiskIT {
    private static final int PRODUCERS = 4;

    @TempDir
    private Path folder;

    @Test
    void onADiskThatBecameReadOnlyNothingMoreIsAcknowledgedAndTheProcessLives() throws IOException {
        try (LoopDisk disk = new LoopDisk(folder, "ext4")) {
            List<Acknowledged> acknowledged = abort(disk, Twin.REAL);

            Verdict.nothingAcknowledgedIsMissing(disk.trail(), acknowledged);
        }
    }

    @Test
    void controlWhoIgnoresErrorsAcknowledgesWhatAReadOnlyDiskDidNotTake() throws IOException {
        try (LoopDisk disk = new LoopDisk(folder, "ext4")) {
            List<Acknowledged> acknowledged = abort(disk, Twin.IGNORES_ERRORS);

            Verdict.somethingAcknowledgedIsMissing(disk.trail(), acknowledged);
        }
    }

    private List<Acknowledged> abort(LoopDisk disk, Twin twin) throws IOException {
        Options options = Options.into(disk.trail())
                .withTwin(twin)
                .withProducers(PRODUCERS, 0)
                .withFailureMode(FailureMode.DENY);
        try (VictimProcess victim = VictimProcess.of(options, folder).ready()) {
            victim.awaitAcknowledgements(200);
            List<Acknowledged> certain = victim.acknowledged();
            disk.abort();
            if (twin == Twin.REAL) {
                await("losses")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> victim.status().lost() > 0);
                int then = victim.acknowledgements();
                await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
                assertThat(victim.acknowledgements()).isEqualTo(then);
                assertThat(victim.isAlive()).isTrue();
            } else {
                victim.awaitMoreAcknowledgements(200);
            }
            victim.kill();
            disk.remount();
            if (twin != Twin.REAL) {
                return victim.acknowledged();
            }
            Verdict.atMostOneOfEachIsMissing(PRODUCERS, disk.trail(), victim.acknowledged());
            return certain;
        }
    }
}
