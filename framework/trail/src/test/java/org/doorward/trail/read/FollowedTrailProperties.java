package org.doorward.trail.read;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailReader;
import org.doorward.trail.TrailRecord;

/** A trail that is followed while it is written, in pieces that end anywhere, against the same trail read when it is finished. */
class FollowedTrailProperties {
    private Path folder;
    private long nanos;

    @BeforeTry
    void newFolder() throws IOException {
        folder = Files.createTempDirectory("doorward-trail");
        Files.createFile(folder.resolve("audit.log"));
    }

    @AfterTry
    void deleteFolder() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(folder);
    }

    /** Lines of each event that comes now; without an EOE behind PROCTITLE, for which nobody waits and which says nothing. */
    private static List<List<String>> told(TrailReader trail) throws IOException {
        List<List<String>> events = new ArrayList<>();
        for (TrailEvent event = trail.next(); event != null; event = trail.next()) {
            List<String> lines = new ArrayList<>();
            String before = "";
            for (TrailRecord record : event.records()) {
                if (!record.type().equals("EOE") || !before.equals("PROCTITLE")) {
                    lines.add(record.line());
                }
                before = record.type();
            }
            events.add(lines);
        }
        return events;
    }

    private List<List<String>> told(TrailFollower follower, Duration pause) throws IOException {
        List<List<String>> events = told((TrailReader) follower);
        nanos += pause.toNanos();
        return events;
    }

    private TrailFollower follow() throws IOException {
        return new TrailFollower(folder, 0, () -> nanos, () -> 0);
    }

    /** Writes the segments, rotates between them, and looks at it now and then. */
    private List<List<String>> written(List<String> segments, TrailFollower follower, Random random, Duration pause)
            throws IOException {
        Path log = folder.resolve("audit.log");
        List<List<String>> events = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            byte[] bytes = segments.get(i).getBytes(StandardCharsets.ISO_8859_1);
            for (int from = 0; from < bytes.length; ) {
                int most = random.nextInt(4) == 0 ? 100_000 : 200;
                int to = Math.min(bytes.length, from + 1 + random.nextInt(most));
                Files.write(log, Arrays.copyOfRange(bytes, from, to), APPEND);
                from = to;
                if (random.nextInt(3) > 0) {
                    events.addAll(told(follower, pause));
                }
            }
            if (i < segments.size() - 1) {
                for (int number = i; number > 0; number--) {
                    Files.move(folder.resolve("audit.log." + number), folder.resolve("audit.log." + (number + 1)));
                }
                Files.move(log, folder.resolve("audit.log.1"));
                if (random.nextBoolean()) {
                    events.addAll(told(follower, pause));
                }
                Files.createFile(log);
            }
        }
        events.addAll(told(follower, Duration.ofSeconds(2)));
        events.addAll(told(follower, pause));
        return events;
    }

    @Property(tries = 400)
    void isReadAsTheFinishedTrail(@ForAll("segments") List<String> segments, @ForAll Random random) throws IOException {
        try (TrailFollower follower = follow()) {
            List<List<String>> events = written(segments, follower, random, Duration.ZERO);
            try (TrailLog log = new TrailLog(folder)) {
                assertThat(events).isEqualTo(told(log));
                assertThat(follower.skipped()).isEqualTo(log.skipped());
            }
            assertThat(follower.gaps()).isZero();
        }
    }

    /** Who waits too short sees events in pieces, but each record once; whatever becomes of an EOE then. */
    @Property(tries = 200)
    void eachRecordComesOnceHoweverSlowlyItIsWritten(@ForAll("segments") List<String> segments, @ForAll Random random)
            throws IOException {
        try (TrailFollower follower = follow()) {
            List<List<String>> events = written(segments, follower, random, Duration.ofMillis(random.nextInt(3000)));
            try (TrailLog log = new TrailLog(folder)) {
                assertThat(records(events)).isEqualTo(records(told(log)));
            }
        }
    }

    private static List<String> records(List<List<String>> events) {
        return events.stream()
                .flatMap(List::stream)
                .filter(line -> !RecordHead.of(line).type().equals("EOE"))
                .sorted()
                .toList();
    }

    /** As {@link TrailLogProperties} has them, with ends that come twice, in one to three segments. */
    @Provide
    Arbitrary<List<String>> segments() {
        Arbitrary<String> line = Arbitraries.frequencyOf(
                Tuple.of(9, TrailLogProperties.line()),
                Tuple.of(1, TrailLogProperties.head().map(head -> head.replaceFirst("type=[A-Z_]+", "type=EOE"))));
        Arbitrary<String> end = Arbitraries.of("\n", "\n", "\n", "\n", "\r\n", "\r\r\n", "\n\n");
        Arbitrary<List<String>> lines =
                Combinators.combine(line, end).as(String::concat).list().ofMaxSize(25);
        return Combinators.combine(lines.list().ofMinSize(1).ofMaxSize(3), Arbitraries.of("", "", "\n"))
                .as(FollowedTrailProperties::inOrder);
    }

    /**
     * Leaves out what no writer writes and a follower cannot wait for: records of an event, other than EOE, right behind its PROCTITLE.
     *
     * @param separator what ends the last line of a segment that another one follows
     */
    private static List<String> inOrder(List<List<String>> segments, String separator) {
        List<String> texts = new ArrayList<>();
        RecordHead before = null;
        for (List<String> segment : segments) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < segment.size(); i++) {
                boolean ending = i == segment.size() - 1 && texts.size() < segments.size() - 1;
                String line = ending ? segment.get(i).stripTrailing() + separator : segment.get(i);
                String content = line.split("\n", 2)[0];
                RecordHead head = content.length() > LineReader.LONGEST ? null : RecordHead.of(content);
                boolean late = head != null
                        && before != null
                        && before.type().equals("PROCTITLE")
                        && before.isSameEvent(head)
                        && !head.type().equals("EOE");
                if (!late) {
                    text.append(line);
                    before = head == null ? before : head;
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
