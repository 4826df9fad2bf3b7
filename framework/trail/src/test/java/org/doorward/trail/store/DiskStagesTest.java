package org.doorward.trail.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.doorward.control.TrailStatus.State;
import org.doorward.event.EventEncoder;
import org.doorward.trail.store.DiskAction.Kind;
import org.doorward.trail.store.FaultyDisk.Call;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stages of a disk that fills up, and what each action does. */
class DiskStagesTest {
    private static final long MIB = 1024 * 1024;
    private static final Path ALARM = Path.of("/usr/local/bin/alarm");

    @TempDir
    private Path folder;

    private final FaultyDisk disk = new FaultyDisk();
    private Path file;

    @BeforeEach
    void plentyOfSpace() {
        file = folder.resolve("audit.log");
        disk.usable = 1000 * MIB;
        disk.total = 2000 * MIB;
    }

    private Writer writer(DiskAction space, DiskAction admin, DiskAction full) throws IOException {
        DiskSettings settings = new DiskSettings(
                SpaceLimit.parse("75"), space, SpaceLimit.parse("50"), admin, full, DiskAction.of(Kind.SYSLOG));
        Writer writer = new Writer(file, new TrailSettings(file, 0, 3).with(settings), disk);
        writer.run(3);
        return writer;
    }

    private Writer writer(DiskAction each) throws IOException {
        return writer(each, each, each);
    }

    @Test
    void eachStageIsToldOnceUntilTheSpaceIsThereAgain() throws IOException {
        try (Writer writer = writer(DiskAction.of(Kind.SYSLOG))) {
            for (int pass = 0; pass < 2; pass++) {
                for (long left : new long[] {74, 73, 49, 48, 60}) {
                    disk.usable = left * MIB;
                    writer.later(1_000);
                    writer.later(1_000);
                }
                disk.usable = 500 * MIB;
                writer.later(1_000);
            }
            assertThat(writer.told())
                    .containsExactly(
                            "ERR op=space-left left_mb=74 limit_mb=75 reaction=syslog",
                            "ERR op=admin-space-left left_mb=49 limit_mb=50 reaction=syslog",
                            "ERR op=space-left left_mb=74 limit_mb=75 reaction=syslog",
                            "ERR op=admin-space-left left_mb=49 limit_mb=50 reaction=syslog");
            assertThat(writer.heard.messages).hasSize(4);
            assertThat(writer.failures).isEmpty();
        }
    }

    @Test
    void theStatusHasTheWorstStageUntilItIsLeft() throws IOException {
        try (Writer writer = writer(DiskAction.of(Kind.SYSLOG))) {
            List<String> seen = new ArrayList<>();
            for (long left : new long[] {100, 74, 49, 60, 75}) {
                disk.usable = left * MIB;
                writer.later(1_000);
                seen.add(writer.trail.status().diskStage());
            }
            assertThat(seen).containsExactly("", "space-left", "admin-space-left", "space-left", "");
        }
    }

    @Test
    void aLimitMayBePerCentOfTheDisk() throws IOException {
        DiskAction syslog = DiskAction.of(Kind.SYSLOG);
        DiskSettings settings =
                new DiskSettings(SpaceLimit.parse("10%"), syslog, SpaceLimit.parse("5%"), syslog, syslog, syslog);
        try (Writer writer = new Writer(file, new TrailSettings(file, 0, 3).with(settings), disk)) {
            disk.usable = 199 * MIB;
            writer.later(1_000);
            disk.usable = 99 * MIB;
            writer.later(1_000);
            assertThat(writer.told())
                    .containsExactly(
                            "ERR op=space-left left_mb=199 limit_mb=200 reaction=syslog",
                            "ERR op=admin-space-left left_mb=99 limit_mb=100 reaction=syslog");
        }
    }

    @Test
    void ignoreLeavesTheRecordAndNoMessage() throws IOException {
        try (Writer writer = writer(DiskAction.of(Kind.IGNORE))) {
            disk.usable = 10 * MIB;
            writer.later(1_000);
            assertThat(writer.told())
                    .containsExactly(
                            "ERR op=space-left left_mb=10 limit_mb=75 reaction=ignore",
                            "ERR op=admin-space-left left_mb=10 limit_mb=50 reaction=ignore");
            assertThat(writer.heard.messages).isEmpty();
        }
    }

    @Test
    void execAndHaltAreAskedForOnce() throws IOException {
        try (Writer writer = writer(DiskAction.exec(ALARM), DiskAction.of(Kind.HALT), DiskAction.of(Kind.SYSLOG))) {
            disk.usable = 60 * MIB;
            writer.later(1_000);
            writer.later(1_000);
            assertThat(writer.heard.programs).containsExactly(ALARM);
            disk.usable = 40 * MIB;
            writer.later(1_000);
            writer.later(1_000);
            assertThat(writer.heard.programs).hasSize(1);
            assertThat(writer.heard.halts).containsExactly("the disk of the trail is in the stage [admin-space-left]");
        }
    }

    @Test
    void rotateDeletesTheOldestEachTimeThatASegmentIsWorthIt() throws IOException {
        try (Writer writer =
                writer(DiskAction.of(Kind.ROTATE), DiskAction.of(Kind.SYSLOG), DiskAction.of(Kind.SYSLOG))) {
            disk.usable = 60 * MIB;
            writer.later(1_000);
            writer.run(1);
            assertThat(Writer.segments(file)).hasSize(2);
            writer.later(1_000);
            writer.run(1);
            assertThat(Writer.segments(file))
                    .as("a segment that is nearly empty is not")
                    .hasSize(2);
            for (int segment = 0; segment < 4; segment++) {
                for (int i = 0; i < 12; i++) {
                    writer.run(100);
                }
                writer.later(1_000);
                writer.run(1);
            }
            assertThat(Writer.segments(file)).as("num_logs").hasSize(3);
            assertThat(Events.serials(folder)).doesNotContain(1L);
            TrailFaultTest.check(writer, "rotated for space");
        }
    }

    @Test
    void suspendAtTheAdministratorsLimitTakesTheAdministratorsEventsAndFactsAlone() throws IOException {
        try (Writer writer =
                writer(DiskAction.of(Kind.SYSLOG), DiskAction.of(Kind.SUSPEND), DiskAction.of(Kind.SYSLOG))) {
            disk.usable = 40 * MIB;
            writer.later(1_000);
            assertThat(writer.trail.suspended()).isTrue();
            assertThat(writer.trail.status().state()).isEqualTo(State.SUSPENDED);
            assertThat(writer.append()).isFalse();
            assertThat(writer.failures.get(0)).hasMessage("the trail is suspended: [admin-space-left]");
            for (long serial = 2_000_001; serial <= 2_000_100; serial++) {
                EventEncoder event = Events.rename(serial);
                event.administrator(true);
                assertThat(writer.append(event)).isTrue();
            }
            assertThat(writer.append(Events.fact(2_000_101))).isTrue();
            assertThat(writer.sync())
                    .as("which the transport takes for a sign of health")
                    .isTrue();
            assertThat(writer.trail.suspended()).isTrue();

            disk.usable = 500 * MIB;
            writer.later(1_000);
            assertThat(writer.trail.suspended()).isFalse();
            assertThat(writer.run(1)).isTrue();
            assertThat(writer.told()).endsWith("RESUME op=resume-logging reason=admin-space-left");
            TrailFaultTest.check(writer, "resumed");
        }
    }

    @Test
    void aFullDiskIsToldWhenThereIsSpaceAgainAndNothingIsLostInBetweenThatWasAcknowledged() throws IOException {
        try (Writer writer = writer(DiskAction.of(Kind.SYSLOG))) {
            disk.usable = 0;
            disk.failing(Call.WRITE);
            disk.message = "No space left on device";
            for (int i = 0; i < 10; i++) {
                assertThat(writer.run(2)).isFalse();
                writer.later(1_000);
            }
            long attempts = disk.count(Call.WRITE);
            writer.later(1_000);
            writer.later(1_000);
            assertThat(disk.count(Call.WRITE)).as("facts wait for space").isEqualTo(attempts);
            disk.heal();
            disk.usable = 500 * MIB;
            writer.later(1_000);
            assertThat(writer.run(1)).isTrue();
            assertThat(Writer.segments(file))
                    .as("more space mends it: the segment goes on")
                    .hasSize(1);
            assertThat(writer.told())
                    .contains("ERR op=disk-full left_mb=1000 limit_mb=0 reaction=syslog")
                    .doesNotHaveDuplicates();
            TrailFaultTest.check(writer, "full");
        }
    }

    @Test
    void aFullDiskIntoWhichASmallEventFitsIsFullStillAndToldOnce() throws IOException {
        try (Writer writer = writer(DiskAction.of(Kind.SYSLOG))) {
            disk.usable = 0;
            disk.message = "No space left on device";
            for (int i = 0; i < 3; i++) {
                disk.failing(Call.WRITE);
                assertThat(writer.run(2)).isFalse();
                disk.heal();
                assertThat(writer.run(1)).isTrue();
            }
            disk.usable = 500 * MIB;
            writer.later(1_000);
            assertThat(writer.run(1)).isTrue();
            writer.later(1_000);

            assertThat(writer.told())
                    .filteredOn(fact -> fact.startsWith("ERR op=disk-full "))
                    .hasSize(1);
            TrailFaultTest.check(writer, "full");
        }
    }

    @Test
    void suspendOnAFullDiskTakesNothingUntilThereIsSpace() throws IOException {
        try (Writer writer =
                writer(DiskAction.of(Kind.SYSLOG), DiskAction.of(Kind.SYSLOG), DiskAction.of(Kind.SUSPEND))) {
            disk.usable = 0;
            disk.failing(Call.WRITE);
            disk.message = "No space left on device";
            assertThat(writer.run(2)).isFalse();
            assertThat(writer.trail.suspended()).isTrue();
            long writes = disk.count(Call.WRITE);
            for (int i = 0; i < 20; i++) {
                assertThat(writer.run(2)).isFalse();
                writer.later(1_000);
            }
            assertThat(disk.count(Call.WRITE)).isEqualTo(writes);
            disk.usable = 500 * MIB; // and yet the next write fails
            writer.later(1_000);
            assertThat(writer.trail.suspended()).isTrue();
            assertThat(writer.run(1)).isFalse();
            disk.heal();
            writer.later(1_000);
            assertThat(writer.trail.suspended()).isFalse();
            writer.run(1);
            assertThat(writer.told())
                    .containsOnlyOnce("RESUME op=resume-logging reason=disk-full")
                    .containsOnlyOnce("ERR op=disk-full left_mb=1000 limit_mb=0 reaction=suspend");
            TrailFaultTest.check(writer, "resumed");
        }
    }

    @Test
    void impossibleSettingsAreRefusedWithTheirNames() {
        DiskAction syslog = DiskAction.of(Kind.SYSLOG);
        assertThatThrownBy(() -> new DiskSettings(
                        SpaceLimit.parse("50"), syslog, SpaceLimit.parse("75"), syslog, syslog, syslog))
                .hasMessage("admin_space_left=[75]: expected less than space_left=[50], or 0");
        assertThatThrownBy(() -> new DiskSettings(
                        SpaceLimit.NONE, syslog, SpaceLimit.NONE, syslog, syslog, DiskAction.of(Kind.ROTATE)))
                .hasMessageStartingWith("disk_error_action=[rotate]: expected ignore, syslog, exec, suspend or halt");
        for (String text : new String[] {"-1", "100%", "0%", "", "1.5", "ten", "1234567890"}) {
            assertThatThrownBy(() -> SpaceLimit.parse(text)).as(text).hasMessageContaining("[" + text + "]");
        }
        assertThatThrownBy(() -> DiskAction.exec(Path.of("alarm"))).hasMessageContaining("absolute");
    }
}
