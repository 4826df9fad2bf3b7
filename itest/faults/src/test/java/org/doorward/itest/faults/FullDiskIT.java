package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.doorward.itest.faults.victim.Options;
import org.doorward.itest.faults.victim.Twin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** There is no space left, at whatever byte: no part of an event stays, each loss is told, and work goes on when there is space again. */
@Tag("machine")
class FullDiskIT {
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
    void atWhateverByteTheDiskIsFullNoPartOfAnEventStays() throws IOException {
        fullAtBytes(1, 2400, 97);
    }

    @Test
    @Tag("long")
    void atEachByteOfTwoEventsTheDiskMayBeFull() throws IOException {
        fullAtBytes(1, 2400, 1);
    }

    @Test
    void aFileThatMayNotGrowTearsNoEventAndTheLedgerIsExact() throws IOException {
        Options options =
                Options.into(folder.resolve("audit")).withProducers(4, 2).withPaceMicros(200);
        try (VictimProcess victim =
                VictimProcess.of(options, folder).largestFile(512).ready()) {
            await("the file has its size")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> victim.status().lost() > 100);
            Account account = victim.stop();

            account.isExact();
            TrailText trail = Verdict.isWhole(folder.resolve("audit"), victim.acknowledged());
            assertThat(trail.gaps(account.serial())).as("gaps = lost").isEqualTo(account.lost());
        }
    }

    /** Runs until the disk is full, then gives space back: the next acknowledgement within two seconds. */
    private VictimProcess fill(MemoryDisk disk, Twin twin) throws IOException {
        Path ballast = disk.ballast(62);
        Options options =
                Options.into(disk.trail()).withTwin(twin).withProducers(4, 2).withPaceMicros(500);
        VictimProcess victim = VictimProcess.of(options, folder).ready();
        try {
            await("the disk is full")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> disk.folder().toFile().getUsableSpace() < 4096);
            if (twin == Twin.REAL) {
                await("losses")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> victim.status().lost() > 50);
            }
            int before = victim.acknowledgements();
            Files.delete(ballast);
            await("it goes on by itself")
                    .atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> victim.acknowledgements() > before);
            return victim;
        } catch (Throwable e) {
            victim.close();
            throw e;
        }
    }

    private void fullAtBytes(int first, int last, int stride) throws IOException {
        Shim shim = new Shim(folder);
        try (MemoryDisk disk = new MemoryDisk(folder, 256);
                VictimProcess victim = VictimProcess.of(
                                Options.into(disk.trail()).withProducers(3, 1).withPaceMicros(500), folder)
                        .environment(shim.environment())
                        .ready()) {
            for (int bytes = first; bytes <= last; bytes += stride) {
                shim.rules("write *%audit%audit.log* @" + bytes + " ENOSPC");
                await("full at byte " + bytes)
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> shim.happened().size() > 1);
                shim.rules();
                victim.awaitMoreAcknowledgements(1);
            }
            Account account = victim.stop();

            assertThat(account.lost()).isGreaterThan((last - first) / stride);
            Verdict.isExact(disk.trail(), victim.acknowledged(), account);
        }
    }
}
