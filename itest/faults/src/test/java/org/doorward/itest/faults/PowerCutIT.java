package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.doorward.itest.faults.VictimProcess.Acknowledged;
import org.doorward.itest.faults.victim.Options;
import org.doorward.itest.faults.victim.Twin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The machine loses its power while records are written and segments rotated, with commit=exit. */
@Tag("machine")
class PowerCutIT {
    private static final int PRODUCERS = 16;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs"})
    void whatWasAcknowledgedSurvivesAPowerCut(String type) throws IOException {
        try (LoopDisk disk = new LoopDisk(folder, type)) {
            List<Acknowledged> acknowledged = powerCut(disk, "a", Twin.REAL, 3000);
            Verdict.nothingAcknowledgedIsMissing(disk.trail(), acknowledged);

            recovered(disk, acknowledged);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs"})
    void controlWithoutSyncsAPowerCutTakesWhatWasAcknowledged(String type) throws IOException {
        try (LoopDisk disk = new LoopDisk(folder, type)) {
            List<Acknowledged> acknowledged = powerCut(disk, "a", Twin.NEVER_SYNCS, 1000);

            Verdict.somethingAcknowledgedIsMissing(disk.trail(), acknowledged);
        }
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs"})
    void whatWasAcknowledgedSurvivesFiftyPowerCuts(String type) throws IOException {
        Random random = new Random(17);
        try (LoopDisk disk = new LoopDisk(folder, type)) {
            List<Acknowledged> acknowledged = new ArrayList<>();
            for (int round = 0; round < 50; round++) {
                acknowledged.addAll(powerCut(disk, "r" + round, Twin.REAL, 1 + random.nextInt(600)));
                Verdict.textHas(disk.trail(), acknowledged);
            }
            recovered(disk, acknowledged);
        }
    }

    private List<Acknowledged> powerCut(LoopDisk disk, String run, Twin twin, int after) throws IOException {
        Options options = Options.into(disk.trail())
                .withRun(run)
                .withTwin(twin)
                .withProducers(PRODUCERS, 0)
                .withRotation(twin == Twin.REAL ? 1 : 0, 999) // a rotation syncs, whoever writes
                .withPayload(1000);
        try (VictimProcess victim = VictimProcess.of(options, folder).ready()) {
            victim.awaitAcknowledgements(after);
            List<Acknowledged> certain = victim.acknowledged();
            disk.powerCut();
            victim.kill();
            disk.remount();
            if (twin == Twin.REAL) {
                Verdict.atMostOneOfEachIsMissing(PRODUCERS, disk.trail(), victim.acknowledged());
            }
            return certain;
        }
    }

    /** The next start goes on: no torn event is left, no serial is used twice. */
    private void recovered(LoopDisk disk, List<Acknowledged> before) throws IOException {
        List<Acknowledged> acknowledged = new ArrayList<>(before);
        Options options = Options.into(disk.trail()).withRun("after").withRotation(1, 999);
        try (VictimProcess victim = VictimProcess.of(options, folder).ready()) {
            victim.awaitAcknowledgements(100);
            victim.stop();
            acknowledged.addAll(victim.acknowledged());
        }
        Verdict.isWhole(disk.trail(), acknowledged);
        assertThat(Files.exists(disk.trail().resolve("audit.log.corrupt-1")))
                .as("the torn tail was taken for no trail")
                .isFalse();
    }
}
