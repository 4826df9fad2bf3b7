package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.doorward.itest.faults.VictimProcess.Acknowledged;
import org.doorward.itest.faults.victim.Options;
import org.doorward.itest.faults.victim.Twin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed, at any moment and at each call with which a segment is rotated. This proves nothing about syncs, since what the
 * kernel has outlives the process: for that there is {@link PowerCutIT}. The distribution as a whole is killed by {@code KillIT}.
 */
@Tag("machine")
class KilledProcessIT {
    /** On the trail's files and its folder. */
    private static final String ON_NAMES = "names *%memory%audit* ";

    @TempDir
    private Path folder;

    private final List<Acknowledged> acknowledged = new ArrayList<>();

    @Test
    void whatWasAcknowledgedSurvivesKills() throws IOException {
        kills(8, Twin.REAL);

        Verdict.isWhole(folder.resolve("audit"), acknowledged);
    }

    @Test
    @Tag("long")
    void whatWasAcknowledgedSurvivesAThousandKills() throws IOException {
        kills(1000, Twin.REAL);

        Verdict.isWhole(folder.resolve("audit"), acknowledged);
    }

    @Test
    void controlAKillTakesWhatWasAcknowledgedFromMemory() throws IOException {
        kills(1, Twin.WRITES_NOTHING);

        Verdict.somethingAcknowledgedIsMissing(folder.resolve("audit"), acknowledged);
    }

    @Test
    void aKillAtAnyStepOfARotationLosesAndDoublesNothing() throws IOException {
        killsAtEachStep(2, 2);
    }

    @Test
    @Tag("long")
    void aKillAtAnyStepOfManyRotationsLosesAndDoublesNothing() throws IOException {
        killsAtEachStep(4, 1);
    }

    private void kills(int rounds, Twin twin) throws IOException {
        Random random = new Random(5);
        Path trail = folder.resolve("audit");
        for (int round = 0; round < rounds; round++) {
            Options options =
                    Options.into(trail).withRun("r" + round).withTwin(twin).withRotation(1, 999);
            try (VictimProcess victim = VictimProcess.of(options, folder).ready()) {
                victim.awaitAcknowledgements(1 + random.nextInt(60));
                victim.kill();
                acknowledged.addAll(victim.acknowledged());
            }
        }
        if (twin == Twin.REAL) {
            goesOn(Options.into(trail));
        }
    }

    /** Kills at the first call, at the one {@code stride} after it, ... until a run of so many megabytes ends before its kill. */
    private void killsAtEachStep(int megabytes, int stride) throws IOException {
        Shim shim = new Shim(folder);
        int step = 1;
        try (MemoryDisk disk = new MemoryDisk(folder, 512)) {
            while (isKilledAt(step, shim, disk.folder().resolve("audit" + step), megabytes)) {
                step += stride;
            }
        }
        assertThat(step).as("calls that were tried").isGreaterThan(4 * megabytes);
    }

    private boolean isKilledAt(int step, Shim shim, Path trail, int megabytes) throws IOException {
        Options options = Options.into(trail).withProducers(8, 0).withRotation(1, 999);
        int each = megabytes * 1024 / 4 / 8;
        boolean killed;
        acknowledged.clear();
        shim.rules(ON_NAMES + step + " kill");
        try (VictimProcess victim = VictimProcess.of(options.withPayload(4000).withEvents(each), folder)
                .environment(shim.environment())
                .start()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> !victim.isAlive() || victim.said("done"));
            killed = !victim.isAlive();
            if (killed) {
                assertThat(victim.awaitEnd()).as("killed by signal 9").isEqualTo(128 + 9);
            } else {
                shim.rules();
                victim.stop();
            }
            acknowledged.addAll(victim.acknowledged());
        }
        if (killed && acknowledged.isEmpty()) {
            return true; // killed in its start
        }
        Verdict.textHas(trail, acknowledged);
        goesOn(options);
        Verdict.isWhole(trail, acknowledged);
        return killed;
    }

    private void goesOn(Options options) throws IOException {
        try (VictimProcess victim =
                VictimProcess.of(options.withRun("last"), folder).ready()) {
            victim.awaitAcknowledgements(10);
            victim.stop();
            acknowledged.addAll(victim.acknowledged());
        }
    }
}
