package org.doorward.trail.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.doorward.control.TrailStatus.State;
import org.doorward.trail.store.FaultyDisk.Call;
import org.doorward.trail.store.FaultyDisk.Done;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failed sync is final for its segment, as is every failure that more space would not mend. */
class SyncErrorTest {
    @TempDir
    private Path folder;

    private final FaultyDisk disk = new FaultyDisk();

    private Writer writer() throws IOException {
        return Writer.of(folder.resolve("audit.log"), disk);
    }

    private void failSyncs(int count) {
        int[] left = {count};
        disk.fails = call -> call.call() == Call.FORCE && --left[0] >= 0;
    }

    @Test
    void aFailedSyncIsNeverRepeatedOnItsSegment() throws IOException {
        try (Writer writer = writer()) {
            writer.run(3);
            failSyncs(1);
            int from = disk.done.size();
            assertThat(writer.run(2)).isFalse();
            int failed = from + disk.done.subList(from, disk.done.size()).indexOf(new Done(Call.FORCE, "audit.log"));
            List<Call> after = disk.done.subList(failed + 1, disk.done.size()).stream()
                    .map(Done::call)
                    .toList();
            assertThat(after)
                    .as("cut, renamed, closed; the next one opened and proven")
                    .containsSequence(
                            Call.TRUNCATE,
                            Call.MOVE,
                            Call.CLOSE,
                            Call.OPEN,
                            Call.WRITE,
                            Call.FORCE,
                            Call.TRUNCATE,
                            Call.SYNC_FOLDER);
        }
    }

    @Test
    void whatAFailedSyncCoveredIsNotAcknowledgedAndNotThere() throws IOException {
        try (Writer writer = writer()) {
            writer.run(3);
            failSyncs(1);
            assertThat(writer.run(2)).isFalse();
            assertThat(writer.durable).containsExactly(1L, 2L, 3L);
            assertThat(writer.run(1)).isTrue();
            TrailFaultTest.check(writer, "after a failed sync");
            assertThat(Files.readString(folder.resolve("audit.log.1")))
                    .doesNotContain(":4)")
                    .doesNotContain(":5)");
        }
    }

    @Test
    void whatWasWrittenAndNoSyncCoversIsToldAsUnsynced() throws IOException {
        try (Writer writer = writer()) {
            writer.run(3);
            for (int i = 0; i < 4; i++) {
                writer.append();
            }
            writer.flush();
            failSyncs(1);
            assertThat(writer.run(2)).isFalse();
            assertThat(writer.run(1)).isTrue();
            assertThat(writer.told())
                    .containsExactly(
                            "ROTATE op=rotate-logs old=\"audit.log.1\" new=\"audit.log\"",
                            "ERR op=sync-error segment=\"audit.log\" exit=-5 unsynced=4",
                            "ERR op=disk-error left_mb=1048576 limit_mb=0 reaction=syslog");
        }
    }

    @Test
    void aSegmentWithoutAConfirmedEventIsNotKept() throws IOException {
        try (Writer writer = writer()) {
            failSyncs(1);
            assertThat(writer.run(2)).isFalse();
            assertThat(writer.run(1)).isTrue();
            assertThat(Writer.segments(writer.file)).hasSize(1);
            assertThat(writer.told()).noneMatch(fact -> fact.startsWith("ROTATE"));
            TrailFaultTest.check(writer, "deleted");
        }
    }

    @Test
    void aFailedWriteThatSpaceWouldNotMendEndsTheSegmentToo() throws IOException {
        try (Writer writer = writer()) {
            writer.run(3);
            writer.append();
            writer.flush();
            disk.failing(Call.WRITE, 1);
            disk.message = "File too large";
            assertThat(writer.run(1)).isFalse();
            assertThat(writer.run(1)).isTrue();
            assertThat(writer.told())
                    .as("what was written before is made durable before the segment is left")
                    .containsExactly(
                            "ROTATE op=rotate-logs old=\"audit.log.1\" new=\"audit.log\"",
                            "ERR op=disk-error left_mb=1048576 limit_mb=0 reaction=syslog");
            TrailFaultTest.check(writer, "file too large");
        }
    }

    @Test
    void whileNoSegmentCanBeOpenedEverythingIsRefusedAndItIsTriedOnceASecond() throws IOException {
        try (Writer writer = writer()) {
            writer.run(3);
            disk.failing(Call.FORCE, Call.OPEN);
            assertThat(writer.run(1)).isFalse();
            assertThat(writer.trail.status().state()).isEqualTo(State.FAILED);
            long before = disk.count(Call.OPEN);
            for (int i = 0; i < 50; i++) {
                assertThat(writer.run(1)).isFalse();
                writer.nanos += 100_000_000;
            }
            assertThat(disk.count(Call.OPEN) - before).as("attempts in 5 s").isBetween(4L, 7L);
            assertThat(writer.heard.messages.stream().filter(message -> message.startsWith("no new segment")))
                    .as("said once")
                    .hasSize(1);
            disk.heal();
            writer.later(1_000);
        }
    }

    @Test
    void itGoesOnWithinTwoSecondsOfTheDiskComingBackWithoutARestart() throws IOException {
        try (Writer writer = writer()) {
            writer.run(3);
            disk.failing(Call.values());
            assertThat(writer.run(1)).isFalse();
            for (int i = 0; i < 20; i++) {
                writer.later(1_000);
                assertThat(writer.run(1)).isFalse();
            }
            disk.heal();
            writer.later(1_000);
            assertThat(writer.run(1)).isTrue();
            assertThat(writer.trail.status().state()).isEqualTo(State.OK);
            assertThat(writer.told())
                    .contains("ERR op=disk-error left_mb=1048576 limit_mb=0 reaction=syslog")
                    .endsWith("RESUME op=resume-logging reason=disk-error");
            TrailFaultTest.check(writer, "back");
        }
    }

    @Test
    void aDiskThatFailsForLongDeletesNoSegmentAndLeavesNoRowOfEmptyOnes() throws IOException {
        try (Writer writer =
                new Writer(folder.resolve("audit.log"), new TrailSettings(folder.resolve("audit.log"), 0, 2), disk)) {
            writer.run(3);
            disk.failing(Call.FORCE);
            for (int i = 0; i < 100; i++) {
                writer.run(1);
                writer.later(1_000);
            }
            disk.heal();
            writer.later(1_000);
            assertThat(writer.run(1)).isTrue();
            assertThat(Writer.segments(writer.file)).hasSize(2);
            assertThat(Events.serials(folder)).contains(1L, 2L, 3L);
            TrailFaultTest.check(writer, "failed for long");
        }
    }

    @Test
    void aDiskThatSyncsNothingButEmptyFilesLeavesNoRowOfThem() throws IOException {
        try (Writer writer = writer()) {
            writer.run(3);
            disk.fails =
                    call -> call.call() == Call.FORCE && writer.file.toFile().length() > 0;
            for (int i = 0; i < 50; i++) {
                assertThat(writer.run(1)).isFalse();
                writer.later(1_000);
            }
            disk.heal();
            writer.later(1_000);
            assertThat(writer.run(1)).isTrue();
            assertThat(Writer.segments(writer.file)).hasSize(2);
            TrailFaultTest.check(writer, "empty segments");
        }
    }

    @Test
    void aDiskThatSyncsEverySecondTimeBringsAtMostOneSegmentASecond() throws IOException {
        try (Writer writer = writer()) {
            writer.run(3);
            long[] forces = {0};
            disk.fails = call -> call.call() == Call.FORCE && ++forces[0] % 2 == 1;
            for (int i = 0; i < 100; i++) {
                assertThat(writer.run(1)).isFalse();
                writer.nanos += 100_000_000;
            }
            assertThat(Writer.segments(writer.file)).as("in 10 s").hasSizeLessThan(15);
            disk.heal();
            writer.later(1_000);
            assertThat(writer.run(1)).isTrue();
            TrailFaultTest.check(writer, "every second time");
        }
    }

    @Test
    void withTheActionSuspendNothingIsTakenUntilTheDiskSyncsAgain() throws IOException {
        Path file = folder.resolve("audit.log");
        DiskAction syslog = DiskAction.of(DiskAction.Kind.SYSLOG);
        DiskSettings suspend = new DiskSettings(
                SpaceLimit.NONE, syslog, SpaceLimit.NONE, syslog, syslog, DiskAction.of(DiskAction.Kind.SUSPEND));
        try (Writer writer = new Writer(file, new TrailSettings(file, 0, 5).with(suspend), disk)) {
            writer.run(3);
            failSyncs(1);
            assertThat(writer.run(1)).isFalse();
            assertThat(writer.trail.suspended()).isTrue();
            assertThat(writer.trail.status().state()).isEqualTo(State.SUSPENDED);
            assertThat(writer.append()).as("though the disk works already").isFalse();
            writer.later(1_000);
            assertThat(writer.run(1)).isTrue();
            assertThat(writer.trail.suspended()).isFalse();
            assertThat(writer.told()).endsWith("RESUME op=resume-logging reason=disk-error");
            TrailFaultTest.check(writer, "resumed");
        }
    }

    @Test
    void aChannelThatSomebodyClosedIsReplaced() throws IOException {
        Path file = folder.resolve("audit.log");
        long[] now = {0};
        TrailFile trail = new TrailFile(
                new TrailSettings(file, 0, 5), Events.text(), TrailListener.NONE, new FileDisk(), () -> now[0]);
        Events.append(trail, Events.rename(1));
        trail.sync();
        Thread.currentThread().interrupt(); // an interrupt in a write closes a channel
        try {
            Events.append(trail, Events.rename(2));
            trail.flush();
        } catch (IOException e) {
            assertThat(e).isInstanceOf(java.nio.channels.ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        now[0] += 1_000_000_000;
        Events.append(trail, Events.rename(3));
        trail.sync();
        trail.close();
        assertThat(Events.serials(folder)).containsExactly(1L, 3L);
    }
}
