package org.doorward.trail.read;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which records are one event on a trail that is followed, and how long they wait for one another. Time stands unless a test moves it. */
class FollowedEventsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static final String A = "type=SYSCALL msg=audit(1.001:7): a";
    private static final String MORE_OF_A = "type=PATH msg=audit(1.001:7): a";
    private static final String END_OF_A = "type=PROCTITLE msg=audit(1.001:7): a";
    private static final String B = "type=SYSCALL msg=audit(1.001:8): b";
    private static final String END_OF_B = "type=PROCTITLE msg=audit(1.001:8): b";
    private static final String FACT = "type=USER msg=audit(1.002:9): c";

    @TempDir
    private Path folder;

    private Path log;
    private long nanos;
    private long millis;

    @BeforeEach
    void anEmptyTrail() throws IOException {
        log = Files.createFile(folder.resolve("audit.log"));
    }

    private TrailFollower follow() throws IOException {
        return new TrailFollower(folder, 0, () -> nanos, () -> millis);
    }

    private void write(String... lines) throws IOException {
        Files.write(log, List.of(lines), StandardCharsets.ISO_8859_1, APPEND);
    }

    private static List<List<String>> told(TrailFollower follower) throws IOException {
        List<List<String>> events = new ArrayList<>();
        for (TrailEvent event = follower.next(); event != null; event = follower.next()) {
            events.add(event.records().stream().map(TrailRecord::line).toList());
        }
        return events;
    }

    @Test
    void anEventComesWithWhatStandsBehindThoseOfOthers() throws IOException {
        try (TrailFollower follower = follow()) {
            write(A, B);
            assertThat(told(follower)).isEmpty();
            write(END_OF_B, FACT);
            assertThat(told(follower)).isEmpty(); // A began before
            write(END_OF_A);

            assertThat(told(follower)).containsExactly(List.of(A, END_OF_A), List.of(B, END_OF_B), List.of(FACT));
        }
    }

    @Test
    void itHoldsNothingBackForGood() throws IOException {
        try (TrailFollower follower = follow()) {
            write(A, FACT);
            assertThat(told(follower)).isEmpty();
            nanos += 2 * SECOND - 1;
            write(FACT); // the trail goes on all the time
            assertThat(told(follower)).isEmpty();
            nanos++;
            write(FACT);

            assertThat(told(follower)).containsExactly(List.of(A), List.of(FACT), List.of(FACT), List.of(FACT));
            write(END_OF_A);
            assertThat(told(follower)).containsExactly(List.of(END_OF_A));
        }
    }

    @Test
    void eachRecordOfAnEventGivesItTheWholeTimeAnew() throws IOException {
        try (TrailFollower follower = follow()) {
            write(A);
            assertThat(told(follower)).isEmpty();
            nanos += SECOND;
            write(MORE_OF_A);
            assertThat(told(follower)).isEmpty();
            nanos += 2 * SECOND - 1;
            assertThat(told(follower)).isEmpty();
            nanos++;
            assertThat(told(follower)).containsExactly(List.of(A, MORE_OF_A));
        }
    }

    @Test
    void aRecordTwoSecondsYoungerEndsAnEventWhateverTheClock() throws IOException {
        String younger = "type=USER msg=audit(3.000:9): b";
        try (TrailFollower follower = follow()) {
            write(A);
            assertThat(told(follower)).isEmpty();
            write(younger);
            assertThat(told(follower)).containsExactly(List.of(A), List.of(younger));
        }
    }

    @Test
    void whatWasQuietBeforeItWasFollowedComesAtOnce() throws IOException {
        write(A, FACT);
        Files.setLastModifiedTime(log, FileTime.fromMillis(1_000_000));
        millis = 1_001_999;
        try (TrailFollower follower = follow()) {
            assertThat(told(follower)).isEmpty();
        }
        millis = 1_002_000;
        try (TrailFollower follower = follow()) {
            assertThat(told(follower)).containsExactly(List.of(A), List.of(FACT));
            write(B); // from then on it has its time, whatever the file's
            Files.setLastModifiedTime(log, FileTime.fromMillis(1_000_000));
            assertThat(told(follower)).isEmpty();
        }
    }

    @Test
    void anEndThatComesLateIsNoEvent() throws IOException {
        String end = "type=EOE msg=audit(1.001:7): ";
        try (TrailFollower follower = follow()) {
            write(A, END_OF_A);
            assertThat(told(follower)).containsExactly(List.of(A, END_OF_A));
            write(end, FACT);
            assertThat(told(follower)).containsExactly(List.of(FACT));
            write(end); // not behind it: as in a finished trail
            assertThat(told(follower)).containsExactly(List.of(end));
        }
    }

    @Test
    void anEventGoesOnInTheNextSegment() throws IOException {
        try (TrailFollower follower = follow()) {
            write(A, B);
            assertThat(told(follower)).isEmpty();
            Files.move(log, folder.resolve("audit.log.1"));
            assertThat(told(follower)).isEmpty();
            write(log, END_OF_A, END_OF_B);

            assertThat(told(follower)).containsExactly(List.of(A, END_OF_A), List.of(B, END_OF_B));
        }
    }

    private static void write(Path created, String... lines) throws IOException {
        Files.write(created, List.of(lines), StandardCharsets.ISO_8859_1);
    }

    @Test
    void onlyWhatWasCutIsTakenBack() throws IOException {
        try (TrailFollower follower = follow()) {
            write(A, B);
            long cut = Files.size(log);
            write(MORE_OF_A, END_OF_B);
            assertThat(told(follower)).isEmpty();
            try (FileChannel writer = FileChannel.open(log, StandardOpenOption.WRITE)) {
                writer.truncate(cut);
            }
            write(FACT, END_OF_A, FACT, END_OF_B); // longer than what was cut

            assertThat(told(follower))
                    .containsExactly(List.of(A, END_OF_A), List.of(B, END_OF_B), List.of(FACT), List.of(FACT));
        }
    }

    @Test
    void aHalfLineThatIsCutIsNotPartOfWhatFollows() throws IOException {
        try (TrailFollower follower = follow()) {
            write(FACT);
            long cut = Files.size(log);
            Files.writeString(log, FACT.substring(0, 20), APPEND);
            assertThat(told(follower)).containsExactly(List.of(FACT));
            try (FileChannel writer = FileChannel.open(log, StandardOpenOption.WRITE)) {
                writer.truncate(cut);
            }
            write(B, END_OF_B);

            assertThat(told(follower)).containsExactly(List.of(B, END_OF_B));
        }
    }

    @Test
    void whatIsCutAwayAltogetherIsTakenBack() throws IOException {
        try (TrailFollower follower = follow()) {
            write(A, FACT);
            assertThat(told(follower)).isEmpty();
            try (FileChannel writer = FileChannel.open(log, StandardOpenOption.WRITE)) {
                writer.truncate(0);
            }
            assertThat(told(follower)).isEmpty();
            write(B, END_OF_B);

            assertThat(told(follower)).containsExactly(List.of(B, END_OF_B));
        }
    }

    @Test
    void whatBeganBeforeItBeginsDoesNotCome() throws IOException {
        String fill = "type=USER msg=audit(1.001:1): " + "x".repeat(970);
        int fills = 5_000;
        write(A);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fills; i++) {
            text.append(i == fills / 2 ? MORE_OF_A + '\n' : "").append(fill).append('\n');
        }
        Files.writeString(log, text, StandardCharsets.ISO_8859_1, APPEND);
        Files.move(log, folder.resolve("audit.log.1"));
        write(log, END_OF_A, B, END_OF_B);
        try (TrailFollower follower = follow()) {
            List<List<String>> events = told(follower);

            // The piece of A is in what was read, but it begins where nobody knows what was before.
            assertThat(events).contains(List.of(B, END_OF_B)).hasSizeBetween(2_090, 2_400);
            assertThat(events.stream().flatMap(List::stream)).doesNotContain(MORE_OF_A);
        }
    }

    /** However much is begun, as long as no stamp and no clock ends it. */
    @Test
    void whatIsHeldBackIsBounded() throws IOException {
        int lines = 2_500;
        StringBuilder text = new StringBuilder();
        for (int serial = 0; serial < lines; serial++) {
            text.append("type=SYSCALL msg=audit(1.001:" + serial + "): " + "x".repeat(10_000) + "\n");
        }
        try (TrailFollower follower = follow()) {
            Files.writeString(log, text, StandardCharsets.ISO_8859_1, APPEND);
            assertThat(told(follower))
                    .hasSizeBetween(lines - OpenEvents.MOST / 10_000, lines - OpenEvents.MOST / 10_100);
        }
    }
}
