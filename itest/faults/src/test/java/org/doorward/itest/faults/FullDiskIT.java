package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import org.doorward.itest.faults.VictimProcess.Acknowledged;
import org.doorward.itest.faults.victim.Options;
import org.doorward.itest.faults.victim.Twin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** There is no space left, at whatever byte: no part of an event stays, each loss is told, and work goes on when there is space again. */
@Tag("machine")
class FullDiskIT {
    private static final String GOES_ON = "it goes on by itself";
    private static final int RELIABLE = 4;

    /** Bytes of text. */
    private static final int TWO_EVENTS = 2400;

    @TempDir
    private Path folder;

    @Test
    void aFullDiskTearsNoEventAndItsLossesAreTold() throws IOException {
        try (MemoryDisk disk = new MemoryDisk(folder, 64);
                VictimProcess victim = fill(disk, Twin.REAL)) {
            Account account = victim.stop();

            assertThat(account.lost()).isPositive();
            Verdict.isExact(disk.trail(), victim.acknowledged(), account);
        }
    }

    @Test
    void aFullDiskIsToldOnce() throws IOException {
        try (MemoryDisk disk = new MemoryDisk(folder, 64);
                VictimProcess victim = fill(disk, Twin.REAL)) {
            victim.stop();

            assertThat(TrailText.of(disk.trail()).facts())
                    .filteredOn(fact -> fact.contains("op=disk-full "))
                    .hasSize(1);
        }
    }

    @Test
    void controlWhoIgnoresAFullDiskTellsNoLoss() throws IOException {
        try (MemoryDisk disk = new MemoryDisk(folder, 64);
                VictimProcess victim = fill(disk, Twin.IGNORES_ERRORS)) {
            Account account = victim.stop();

            assertThatThrownBy(() -> Verdict.isExact(disk.trail(), victim.acknowledged(), account))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void controlWhoGivesUpOnAFullDiskDoesNotGoOnByItself() throws IOException {
        try (MemoryDisk disk = new MemoryDisk(folder, 64)) {
            assertThatThrownBy(() -> fill(disk, Twin.GIVES_UP))
                    .isInstanceOf(ConditionTimeoutException.class)
                    .hasMessageContaining(GOES_ON);
        }
    }

    @Test
    void atWhateverByteTheDiskIsFullNoPartOfAnEventStays() throws IOException {
        try (MemoryDisk disk = new MemoryDisk(folder, 256)) {
            fullAtBytes(disk, 97, Twin.REAL).isExact();
        }
    }

    @Test
    @Tag("long")
    void atEachByteOfTwoEventsTheDiskMayBeFull() throws IOException {
        try (MemoryDisk disk = new MemoryDisk(folder, 256)) {
            fullAtBytes(disk, 1, Twin.REAL).isExact();
        }
    }

    @Test
    void controlWhoDoesNotTakeAShortWriteBackLeavesAPartOfAnEvent() throws IOException {
        try (MemoryDisk disk = new MemoryDisk(folder, 256)) {
            End end = fullAtBytes(disk, 97, Twin.NEVER_CUTS);

            assertThat(TrailText.of(disk.trail()).torn()).isNotEmpty();
            assertThatThrownBy(end::isExact).isInstanceOf(AssertionError.class);
        }
    }

    /** The file is larger than what comes while the drain does not run: a segment that fails with its first run is not followed at once. */
    @Test
    void aFileThatMayNotGrowTearsNoEventAndTheLedgerIsExact() throws IOException {
        try (MemoryDisk disk = new MemoryDisk(folder, 256)) {
            Options options = Options.into(disk.trail()).withProducers(4, 2).withPaceMicros(1000);
            try (VictimProcess victim =
                    VictimProcess.of(options, folder).largestFile(2048).ready()) {
                await("the file has its size")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> victim.status().lost() > 20);
                Account account = victim.stop();

                account.isExact();
                TrailText trail = Verdict.isWhole(disk.trail(), victim.acknowledged());
                assertThat(trail.segments()).isGreaterThan(1);
                assertThat(trail.gaps(account.serial())).as("gaps = lost").isEqualTo(account.lost());
            }
        }
    }

    /** Runs until the disk is full, then gives space back: records are kept again within two seconds. */
    private VictimProcess fill(MemoryDisk disk, Twin twin) throws IOException {
        Path ballast = disk.ballast(62);
        Options options = Options.into(disk.trail())
                .withTwin(twin)
                .withProducers(RELIABLE, 2)
                .withPaceMicros(500);
        VictimProcess victim = VictimProcess.of(options, folder).ready();
        try {
            if (twin == Twin.IGNORES_ERRORS) {
                await("the disk is full")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> disk.folder().toFile().getUsableSpace() < 4096);
            } else { // who takes a short write back leaves room for a part of what it could not write
                await("losses")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> victim.status().lost() > 50);
            }
            int before = victim.acknowledgements();
            Files.delete(ballast);
            await(GOES_ON)
                    .atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> victim.acknowledgements() > before + RELIABLE); // beyond what was under way
            return victim;
        } catch (Throwable e) {
            victim.close();
            throw e;
        }
    }

    /** A victim's end in order. */
    private record End(Path trail, List<Acknowledged> acknowledged, Account account) {
        void isExact() throws IOException {
            Verdict.isExact(trail, acknowledged, account);
        }
    }

    private End fullAtBytes(MemoryDisk disk, int stride, Twin twin) throws IOException {
        Shim shim = new Shim(folder);
        Options options =
                Options.into(disk.trail()).withTwin(twin).withProducers(3, 1).withPaceMicros(500);
        try (VictimProcess victim = VictimProcess.of(options, folder)
                .environment(shim.environment())
                .ready()) {
            for (int bytes = 1; bytes <= TWO_EVENTS; bytes += stride) {
                shim.rules("write *%audit%audit.log* @" + bytes + " ENOSPC");
                await("full at byte " + bytes)
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> shim.happened().size() > 1);
                shim.rules();
                victim.awaitMoreAcknowledgements(1);
            }
            Account account = victim.stop();

            assertThat(account.lost()).isGreaterThan(TWO_EVENTS / stride);
            return new End(disk.trail(), victim.acknowledged(), account);
        }
    }
}
