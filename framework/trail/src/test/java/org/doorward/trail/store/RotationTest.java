package org.doorward.trail.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailLog;
import org.doorward.trail.store.FaultyDisk.Call;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One segment after the other: nothing is missing, nothing is there twice, whatever fails and wherever it crashes. */
class RotationTest {
    private static final int MEGABYTE = 1024 * 1024;
    private static final String ROTATED = "ROTATE op=rotate-logs old=\"audit.log.1\" new=\"audit.log\"";

    @TempDir
    private Path folder;

    private final FaultyDisk disk = new FaultyDisk();
    private Path file;

    @BeforeEach
    void newTrail() {
        file = folder.resolve("audit.log");
    }

    private Writer writer(int maxLogFile, Duration age, MaxLogFileAction action, int numLogs) throws IOException {
        TrailSettings settings =
                new TrailSettings(file, 0, 5).with(new RotationSettings(maxLogFile, age, action, numLogs));
        return new Writer(file, settings, disk);
    }

    private Writer bySize(MaxLogFileAction action, int numLogs) throws IOException {
        return writer(1, Duration.ZERO, action, numLogs);
    }

    private static void write(Writer writer, int bytes) throws IOException {
        for (long written = 0; written < bytes; written += 1000) {
            writer.append();
            if (writer.serial() % 50 == 0) {
                writer.flush();
                writer.facts();
            }
        }
        writer.run(1);
    }

    @Test
    void aSegmentIsRotatedWhenItHasItsSizeAndEveryEventIsThereOnce() throws IOException {
        try (Writer writer = bySize(MaxLogFileAction.ROTATE, 9)) {
            write(writer, 4 * MEGABYTE);
            TrailFaultTest.check(writer, "rotated");
            assertThat(Events.serials(folder).stream().filter(serial -> serial < 1_000_000))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, writer.serial()).boxed().toList());
            assertThat(Files.size(file.resolveSibling("audit.log.1"))).isBetween(1L * MEGABYTE, 1300L * 1024);
            assertThat(writer.told()).hasSizeGreaterThan(2).containsOnly(ROTATED);
        }
    }

    @Test
    void theFirstRecordOfANewSegmentSaysThatItIsOne() throws IOException {
        try (Writer writer = bySize(MaxLogFileAction.ROTATE, 9)) {
            write(writer, 3 * MEGABYTE);
        }
        List<Path> segments = Writer.segments(file);
        assertThat(segments).hasSizeGreaterThan(2);
        for (Path segment : segments.subList(1, segments.size())) {
            assertThat(Files.readAllLines(segment).get(0)).startsWith("type=DAEMON_ROTATE ");
        }
    }

    @Test
    void aSegmentThatIsLeftIsDurable() throws IOException {
        try (Writer writer = bySize(MaxLogFileAction.ROTATE, 9)) {
            long before = disk.count(Call.FORCE);
            while (disk.count(Call.MOVE) == 0) {
                writer.append();
                writer.flush();
            }
            int moved = disk.done.indexOf(new FaultyDisk.Done(Call.MOVE, "audit.log"));
            assertThat(before).isZero();
            assertThat(disk.done.subList(0, moved)).contains(new FaultyDisk.Done(Call.FORCE, "audit.log"));
        }
    }

    @Test
    void noMoreSegmentsAreKeptThanConfiguredAndFewerFromTheNextRotationOn() throws IOException {
        try (Writer writer = bySize(MaxLogFileAction.ROTATE, 4)) {
            write(writer, 7 * MEGABYTE);
            assertThat(Writer.segments(file)).hasSize(4);
            writer.trail.configure(new TrailSettings(file, 1, 2));
            write(writer, 2 * MEGABYTE);
            assertThat(Writer.segments(file)).hasSize(2);
            TrailFaultTest.check(writer, "shortened");
        }
    }

    @Test
    void keepLogsDeletesNone() throws IOException {
        try (Writer writer = bySize(MaxLogFileAction.KEEP_LOGS, 2)) {
            write(writer, 5 * MEGABYTE);
            assertThat(Writer.segments(file)).hasSizeGreaterThan(4);
            assertThat(Events.serials(folder)).contains(1L);
        }
    }

    @Test
    void ignoreAndSyslogWriteOnAndSyslogSaysSoOnce() throws IOException {
        try (Writer writer = bySize(MaxLogFileAction.SYSLOG, 2)) {
            write(writer, 2 * MEGABYTE);
            assertThat(writer.heard.messages)
                    .containsExactly("segment [audit.log] of the trail has its size or age, and is written on");
            writer.trail.configure(new TrailSettings(file, 0, 5)
                    .with(new RotationSettings(1, Duration.ZERO, MaxLogFileAction.IGNORE, 2)));
            write(writer, MEGABYTE);
            assertThat(writer.heard.messages).hasSize(1);
            assertThat(Writer.segments(file)).hasSize(1);
        }
    }

    @Test
    void suspendTakesNothingOrdinaryUntilTheLimitIsRaised() throws IOException {
        try (Writer writer = bySize(MaxLogFileAction.SUSPEND, 2)) {
            write(writer, 2 * MEGABYTE);
            assertThat(writer.trail.suspended()).isTrue();
            assertThat(writer.append()).isFalse();
            assertThat(writer.append(Events.fact(5_000_000))).isTrue();
            assertThat(writer.flush()).isTrue();
            writer.trail.configure(new TrailSettings(file, 0, 5));
            writer.later(1_000);
            assertThat(writer.trail.suspended()).isFalse();
            assertThat(writer.run(1)).isTrue();
            assertThat(writer.told()).containsExactly("RESUME op=resume-logging reason=max-log-file");
        }
    }

    @Test
    void aSegmentIsRotatedWhenItHasItsAgeThoughNothingIsWritten() throws IOException {
        try (Writer writer = writer(0, Duration.ofHours(1), MaxLogFileAction.ROTATE, 5)) {
            writer.later(3_700_000);
            assertThat(Writer.segments(file)).as("an empty one has no age").hasSize(1);
            writer.run(1);
            assertThat(Writer.segments(file)).hasSize(2);
            writer.later(3_500_000);
            assertThat(Writer.segments(file)).hasSize(2);
            writer.later(200_000);
            assertThat(Writer.segments(file)).hasSize(3);
            TrailFaultTest.check(writer, "by age");
        }
    }

    @Test
    void whereRotationFailsTheSegmentGoesOnAndItIsTriedAgainLater() throws IOException {
        try (Writer writer = bySize(MaxLogFileAction.ROTATE, 5)) {
            disk.failing(Call.MOVE);
            write(writer, 2 * MEGABYTE);
            assertThat(writer.failures).isEmpty();
            assertThat(Writer.segments(file)).hasSize(1);
            assertThat(writer.heard.messages)
                    .containsExactly("the segment of the trail is not rotated and grows; it is tried again later");
            disk.heal();
            writer.later(6_000);
            assertThat(Writer.segments(file)).hasSize(2);
            TrailFaultTest.check(writer, "rotated late");
        }
    }

    @Test
    void aSegmentThatCannotBeDeletedKeepsNoneFromBeingWritten() throws IOException {
        try (Writer writer = bySize(MaxLogFileAction.ROTATE, 2)) {
            disk.failing(Call.DELETE);
            write(writer, 4 * MEGABYTE);
            assertThat(Writer.segments(file)).hasSizeGreaterThan(3);
            assertThat(writer.heard.messages).contains("an old segment of the trail cannot be deleted");
            disk.heal();
            write(writer, MEGABYTE);
            assertThat(Writer.segments(file)).hasSize(2);
        }
    }

    /** The process ends after so many calls of the disk, before or after the last of them did its work. */
    @Test
    void aCrashAfterAnyStepLeavesNoGapAndNothingTwice() throws IOException {
        int crashes = 0;
        for (boolean afterwards : new boolean[] {false, true}) {
            for (int step = 1; ; step++) {
                Path inner = folder.resolve(step + "-" + afterwards + "/audit.log");
                FaultyDisk crashing = new FaultyDisk();
                crashing.afterwards = afterwards;
                RotationSettings rotation = new RotationSettings(0, Duration.ofSeconds(10), MaxLogFileAction.ROTATE, 3);
                Writer writer = new Writer(inner, new TrailSettings(inner, 0, 3).with(rotation), crashing);
                boolean crashed = crash(writer, crashing, step);
                if (!crashed) {
                    break;
                }
                crashes++;
                abandon(writer, crashing);
                try (Writer again = new Writer(inner, new TrailSettings(inner, 0, 3), new FaultyDisk())) {
                    assertThat(again.trail.recovery().setAside()).isEmpty();
                    writer.acknowledged.addAll(again.acknowledged);
                    survived(writer, step);
                }
            }
        }
        assertThat(crashes).isGreaterThan(40);
    }

    private static boolean crash(Writer writer, FaultyDisk disk, int step) throws IOException {
        for (int segment = 0; segment < 5; segment++) {
            writer.run(2);
            writer.later(5_000);
        }
        int[] left = {step};
        disk.crash = new Error("crash");
        disk.fails = call -> --left[0] <= 0;
        try {
            writer.run(2);
            writer.later(11_000);
            writer.run(2);
            writer.later(11_000);
            writer.run(1);
            disk.heal();
            writer.close();
            return false;
        } catch (Error e) {
            return true;
        }
    }

    /** Frees the lock, as the end of the process would, and writes nothing. */
    private static void abandon(Writer writer, FaultyDisk disk) throws IOException {
        disk.crash = null;
        disk.fails = call -> true;
        disk.afterwards = false;
        try {
            writer.close();
        } catch (IOException e) {
            // it is dead
        }
    }

    /** What was acknowledged is there once; what was being acknowledged may be. */
    private static void survived(Writer writer, int step) throws IOException {
        List<Long> there = new ArrayList<>();
        try (TrailLog log = new TrailLog(writer.file.getParent())) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                there.add(event.serial());
            }
        }
        assertThat(there).as("step %d", step).doesNotHaveDuplicates();
        TrailFaultTest.gapless(writer.file, "step " + step);
        List<Long> events = there.stream().filter(serial -> serial < 1_000_000).toList();
        long oldest = events.get(0);
        assertThat(events)
                .as("step %d", step)
                .containsAll(writer.acknowledged.stream()
                        .filter(serial -> serial >= oldest && serial < 1_000_000)
                        .toList());
        assertThat(events)
                .as("step %d: without a gap", step)
                .containsExactlyElementsOf(LongStream.rangeClosed(oldest, events.get(events.size() - 1))
                        .boxed()
                        .toList());
    }

    @Test
    void aReaderSeesEveryEventOnceThoughTheTrailIsRotatedMeanwhile() throws IOException {
        List<Long> read = new ArrayList<>();
        try (Writer writer = bySize(MaxLogFileAction.ROTATE, 9)) {
            write(writer, 3 * MEGABYTE);
            List<Long> before = Events.serials(folder);
            try (TrailLog log = new TrailLog(folder)) {
                read.add(log.next().serial());
                write(writer, 2 * MEGABYTE);
                for (TrailEvent event = log.next(); event != null; event = log.next()) {
                    read.add(event.serial());
                }
            }
            assertThat(read).startsWith(before.toArray(Long[]::new)).doesNotHaveDuplicates();
        }
    }
}
