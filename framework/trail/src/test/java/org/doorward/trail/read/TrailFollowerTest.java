package org.doorward.trail.read;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.store.Events;
import org.doorward.trail.store.TrailFile;
import org.doorward.trail.store.TrailSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailFollowerTest {
    @TempDir
    private Path folder;

    private Path log;
    private long nanos;

    @BeforeEach
    void anEmptyTrail() throws IOException {
        log = Files.createFile(folder.resolve("audit.log"));
    }

    private TrailFollower follow() throws IOException {
        return follow(folder, Long.MAX_VALUE);
    }

    private TrailFollower follow(Path trail, long back) throws IOException {
        return new TrailFollower(trail, back, () -> nanos, () -> 0);
    }

    private static String head(String type, long serial) {
        return "type=" + type + " msg=audit(" + (1_750_000_000L + serial) + ".000:" + serial + "): ";
    }

    private static String fact(long serial) {
        return head("USER", serial) + "pid=1\n";
    }

    private static String begun(long serial) {
        return head("SYSCALL", serial) + "success=yes\n" + head("CWD", serial) + "cwd=\"/\"\n";
    }

    private static String operation(long serial) {
        return begun(serial) + head("PROCTITLE", serial) + "proctitle=\"p\"\n";
    }

    private void write(String text) throws IOException {
        write(log, text);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.ISO_8859_1, CREATE, APPEND);
    }

    /** As the writer does it. */
    private void rotate() throws IOException {
        int last = 1;
        while (Files.exists(number(last))) {
            last++;
        }
        for (int number = last; number > 1; number--) {
            Files.move(number(number - 1), number(number));
        }
        Files.move(log, number(1));
        Files.createFile(log);
    }

    private Path number(int number) {
        return folder.resolve("audit.log." + number);
    }

    private List<Long> serials(TrailFollower follower) throws IOException {
        List<Long> serials = new ArrayList<>();
        for (TrailEvent event = follower.next(); event != null; event = follower.next()) {
            serials.add(event.serial());
        }
        return serials;
    }

    /** All that comes if nothing more is written. */
    private List<Long> settled(TrailFollower follower) throws IOException {
        List<Long> serials = serials(follower);
        nanos += Duration.ofSeconds(2).toNanos();
        serials.addAll(serials(follower));
        return serials;
    }

    @Test
    void whatIsWrittenComesOnceAndThenNothingMore() throws IOException {
        write(operation(1));
        try (TrailFollower follower = follow()) {
            assertThat(serials(follower)).containsExactly(1L);
            assertThat(serials(follower)).isEmpty();

            write(operation(2) + operation(3));

            assertThat(serials(follower)).containsExactly(2L, 3L);
            assertThat(settled(follower)).isEmpty();
        }
    }

    @Test
    void anEventComesWholeOrNotYet() throws IOException {
        String text = operation(1);
        try (TrailFollower follower = follow()) {
            for (int i = 0; i < text.length() - 1; i++) {
                write(text.substring(i, i + 1));
                assertThat(follower.next()).as("after [%s] characters", i + 1).isNull();
            }
            write("\n");

            TrailEvent event = follower.next();

            assertThat(event.records())
                    .hasSize(3)
                    .last()
                    .hasToString(text.lines().toList().get(2));
            assertThat(follower.next()).isNull();
        }
    }

    @Test
    void anEventWithoutEndComesAfterAWhile() throws IOException {
        write(begun(1));
        try (TrailFollower follower = follow()) {
            assertThat(serials(follower)).isEmpty();
            nanos += Duration.ofMillis(1999).toNanos();
            assertThat(serials(follower)).isEmpty();
            nanos += Duration.ofMillis(1).toNanos();
            assertThat(serials(follower)).containsExactly(1L);
            assertThat(settled(follower)).isEmpty();
        }
    }

    @Test
    void aFactComesAtOnceOrIfMoreMayComeAtTheNextLook() throws IOException {
        write(fact(1) + head("CONFIG_CHANGE", 2) + "op=set\n");
        try (TrailFollower follower = follow()) {
            assertThat(serials(follower)).containsExactly(1L);
            nanos += Duration.ofMillis(100).toNanos();
            assertThat(serials(follower)).containsExactly(2L);
        }
    }

    @Test
    void whatIsWrittenAcrossRotationsComesOnceAndInOrder() throws IOException {
        try (TrailFollower follower = follow()) {
            List<Long> serials = new ArrayList<>();
            for (int serial = 1; serial <= 60; serial++) {
                write(serial % 2 == 0 ? fact(serial) : operation(serial));
                if (serial % 3 == 0) {
                    rotate();
                }
                if (serial % 7 == 0) { // so that none to three rotations lie between two looks
                    serials.addAll(serials(follower));
                }
            }
            serials.addAll(settled(follower));

            assertThat(serials)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 60).mapToObj(Long::valueOf).toList());
            assertThat(follower.gaps()).isZero();
        }
    }

    @Test
    void whatIsWrittenJustBeforeARotationIsRead() throws IOException {
        write(operation(1));
        try (TrailFollower follower = follow()) {
            assertThat(serials(follower)).containsExactly(1L);
            write(operation(2) + fact(3));
            rotate();
            write(operation(4));

            assertThat(serials(follower)).containsExactly(2L, 3L, 4L);
        }
    }

    @Test
    void aRotationSeenHalfDoneIsWaitedFor() throws IOException {
        write(operation(1));
        rotate();
        write(operation(2));
        try (TrailFollower follower = follow()) {
            assertThat(serials(follower)).containsExactly(1L, 2L);

            Files.move(number(1), number(2)); // number 1 is missing
            assertThat(serials(follower)).isEmpty();
            write(operation(3));
            Files.move(log, number(1)); // the one that is written is missing
            assertThat(serials(follower)).containsExactly(3L);
            assertThat(serials(follower)).isEmpty();
            write(operation(4));

            assertThat(serials(follower)).containsExactly(4L);
            assertThat(follower.gaps()).isZero();
        }
    }

    @Test
    void aRenameThatIsTakenBackChangesNothing() throws IOException {
        write(operation(1));
        try (TrailFollower follower = follow()) {
            Files.move(log, number(1));
            assertThat(serials(follower)).containsExactly(1L);
            Files.move(number(1), log);
            write(operation(2));

            assertThat(serials(follower)).containsExactly(2L);
        }
    }

    @Test
    void aSegmentThatIsDeletedBeforeItWasReadIsSaid() throws IOException {
        write(operation(1));
        try (TrailFollower follower = follow()) {
            assertThat(serials(follower)).containsExactly(1L);
            for (int serial = 2; serial <= 5; serial++) {
                rotate();
                write(operation(serial));
            }
            Files.delete(number(4));
            Files.delete(number(3));

            assertThat(serials(follower)).containsExactly(3L, 4L, 5L);
            assertThat(follower.gaps()).isOne();
        }
    }

    @Test
    void afterAGapNothingOlderComesAgain() throws IOException {
        write(operation(1));
        rotate();
        write(operation(2));
        try (TrailFollower follower = follow()) {
            assertThat(serials(follower)).containsExactly(1L, 2L);
            Files.delete(log);
            assertThat(serials(follower)).isEmpty();
            write(operation(3));

            assertThat(serials(follower)).containsExactly(3L);
        }
    }

    @Test
    void aTornTailThatIsCutDoesNotComeAndWhatFollowsDoes() throws IOException {
        write(operation(1) + begun(2));
        try (TrailFollower follower = follow()) {
            assertThat(serials(follower)).containsExactly(1L);
            try (FileChannel writer = FileChannel.open(log, StandardOpenOption.WRITE)) {
                writer.truncate(operation(1).length());
            }
            write(operation(3) + operation(4)); // longer than what was cut

            assertThat(serials(follower)).containsExactly(3L, 4L);
        }
    }

    @Test
    void aSegmentThatIsEmptiedIsReadFromItsBeginning() throws IOException {
        write(operation(1));
        try (TrailFollower follower = follow()) {
            assertThat(serials(follower)).containsExactly(1L);
            try (FileChannel writer = FileChannel.open(log, StandardOpenOption.WRITE)) {
                writer.truncate(0);
            }
            assertThat(serials(follower)).isEmpty();
            write(operation(2));

            assertThat(serials(follower)).containsExactly(2L);
        }
    }

    @Test
    void theLastPartOfALongTrailIsReadInWholeEvents() throws IOException {
        int serials = 40_000;
        StringBuilder text = new StringBuilder();
        for (int serial = 1; serial <= serials; serial++) {
            text.append(operation(serial));
        }
        write(text.toString());
        rotate();
        write(operation(serials + 1));
        try (TrailFollower follower = follow(folder, log.toFile().length() + 1)) {
            TrailEvent first = follower.next();

            assertThat(first.serial()).isGreaterThan(1000);
            assertThat(first.records()).hasSize(3);
            assertThat(serials(follower))
                    .hasSize((int) (serials + 1 - first.serial()))
                    .last()
                    .isEqualTo(serials + 1L);
            assertThat(follower.skipped()).isZero();
        }
    }

    @Test
    void whatIsNoRecordIsPassedOverAndCounted() throws IOException {
        write("nonsense\n" + operation(1) + "\0\0\0\n" + "x".repeat(3_000_000) + "\n" + operation(2)
                + "y".repeat(70_000));
        try (TrailFollower follower = follow()) {
            assertThat(settled(follower)).containsExactly(1L, 2L);
            assertThat(follower.skipped()).isEqualTo(4);
            write("y".repeat(70_000) + fact(3) + operation(4));

            assertThat(serials(follower)).containsExactly(4L);
            assertThat(follower.skipped()).isEqualTo(4);
        }
    }

    @Test
    void withoutATrailItIsSaid() throws IOException {
        Files.delete(log);

        assertThatThrownBy(this::follow).isInstanceOf(NoSuchFileException.class).hasMessage(log.toString());
    }

    @Test
    void aPackedSegmentIsRefused() throws IOException {
        Path packed = folder.resolve("old.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(operation(1).getBytes(StandardCharsets.ISO_8859_1));
        }

        assertThatThrownBy(() -> follow(packed, 0))
                .isInstanceOf(IOException.class)
                .hasMessage("[" + packed + "] is packed, so nothing is written to it any more: use ausearch");
    }

    @Test
    void beyondAWriterThatRotatesAllTheTimeNothingIsLostOrDoubled() throws Exception {
        int events = 40_000;
        Path file = folder.resolve("home/audit.log");
        try (TrailFile trail = Events.trail(new TrailSettings(file, 1, 999));
                TrailFollower follower = new TrailFollower(file.getParent(), Long.MAX_VALUE)) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                try {
                    for (int serial = 1; serial <= events; serial++) {
                        Events.append(trail, Events.rename(serial));
                        if (serial % 50 == 0) {
                            trail.flush();
                        }
                    }
                    trail.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            long last = 0;
            boolean done = false;
            while (last < events) {
                boolean wasDone = done;
                for (TrailEvent event = follower.next(); event != null; event = follower.next()) {
                    if (event.records().size() > 1) { // no fact of the rotation
                        assertThat(event.serial()).isEqualTo(last + 1);
                        last++;
                    }
                }
                done = writer.isDone();
                assertThat(wasDone && last < events).as("ended at [%s]", last).isFalse();
            }
            writer.get();
            assertThat(new SegmentNames(file).count()).isGreaterThan(10);
            assertThat(follower.gaps()).isZero();
        }
    }
}
