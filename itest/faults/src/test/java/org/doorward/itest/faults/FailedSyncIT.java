package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.doorward.itest.faults.VictimProcess.Acknowledged;
import org.doorward.itest.faults.victim.Options;
import org.doorward.itest.faults.victim.Twin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The disk cannot keep what it took: a sync fails, its pages are dropped, and the next sync of the same file succeeds. Nothing of it may be
 * acknowledged, then or later.
 */
@Tag("machine")
class FailedSyncIT {
    @TempDir
    private Path folder;

    @Test
    void whatWasAcknowledgedIsOnADiskThatFailedForAWhile() throws IOException {
        try (ErrorDisk disk = new ErrorDisk(folder)) {
            List<Acknowledged> acknowledged = failForAWhile(disk, Twin.REAL);

            Verdict.nothingAcknowledgedIsMissing(disk.trail(), acknowledged);
        }
    }

    @Test
    void controlWhoIgnoresErrorsAcknowledgesWhatTheDiskDidNotTake() throws IOException {
        try (ErrorDisk disk = new ErrorDisk(folder)) {
            List<Acknowledged> acknowledged = failForAWhile(disk, Twin.IGNORES_ERRORS);

            Verdict.somethingAcknowledgedIsMissing(disk.trail(), acknowledged);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void afterAnyFailedSyncWhatIsAcknowledgedIsInTheTrail(int nth) throws IOException {
        try (MemoryDisk disk = new MemoryDisk(folder, 64)) {
            Verdict.nothingAcknowledgedIsMissing(disk.trail(), failTheNth(disk, nth, Twin.REAL));
        }
    }

    @Test
    void afterAFailedSyncWorkGoesOnInANewSegmentAndTheTrailSaysSo() throws IOException {
        try (MemoryDisk disk = new MemoryDisk(folder, 64)) {
            failTheNth(disk, 3, Twin.REAL);

            TrailText trail = TrailText.of(disk.trail());
            assertThat(trail.segments()).isEqualTo(2);
            assertThat(trail.facts())
                    .filteredOn(fact -> fact.contains("op=sync-error"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RETRIES", "IGNORES_ERRORS"})
    void controlWhoBelievesAFailedSyncAcknowledgesWhatIsNotThere(Twin twin) throws IOException {
        try (MemoryDisk disk = new MemoryDisk(folder, 64)) {
            List<Acknowledged> acknowledged = failTheNth(disk, 2, twin);

            Verdict.somethingAcknowledgedIsMissing(disk.trail(), acknowledged);
        }
    }

    @Test
    @Tag("long")
    void afterEachOfAHundredFailedSyncsWhatIsAcknowledgedIsInTheTrail() throws IOException {
        for (int nth = 1; nth <= 100; nth++) {
            Path round = Files.createDirectory(folder.resolve("n" + nth));
            try (MemoryDisk disk = new MemoryDisk(round, 64)) {
                Verdict.nothingAcknowledgedIsMissing(disk.trail(), failTheNth(disk, nth, Twin.REAL));
            }
        }
    }

    private List<Acknowledged> failForAWhile(ErrorDisk disk, Twin twin) throws IOException {
        Options options = Options.into(disk.trail()).withTwin(twin).withProducers(8, 0);
        try (VictimProcess victim = VictimProcess.of(options, folder).ready()) {
            victim.awaitAcknowledgements(200);
            long before = victim.status().lost();
            disk.failWrites();
            if (twin == Twin.REAL) {
                await("a sync has failed")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> victim.status().lost() > before);
            } else {
                victim.awaitMoreAcknowledgements(50);
            }
            disk.heal();
            victim.awaitMoreAcknowledgements(200);
            victim.stop();
            disk.remount();
            return victim.acknowledged();
        }
    }

    /** What is written since the sync before is zeros after it: see faults.c. */
    private List<Acknowledged> failTheNth(MemoryDisk disk, int nth, Twin twin) throws IOException {
        Shim shim = new Shim(disk.folder().getParent());
        Options options = Options.into(disk.trail()).withTwin(twin).withProducers(8, 0);
        try (VictimProcess victim = VictimProcess.of(options, folder)
                .environment(shim.environment())
                .ready()) {
            victim.awaitAcknowledgements(50);
            shim.rules("sync *%audit%audit.log* " + nth + " EIO");
            await("a sync has failed")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !shim.happened().isEmpty());
            victim.awaitMoreAcknowledgements(300);
            victim.stop();
            assertThat(shim.happened()).hasSize(1);
            return victim.acknowledged();
        }
    }
}
