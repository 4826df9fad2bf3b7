package org.doorward.tools.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.doorward.tools.GeneratedTrails;
import org.doorward.tools.Run;

/** A checkpoint of the original is one here, and the other way round, and both end with the same exit code where one is of no use. */
@Tag("machine")
class CheckpointComparisonProperties {
    private static final String EVENT =
            "type=USER msg=audit(%d.500:%d): pid=1 uid=0 auid=0 ses=1 msg='op=x res=success'\n";

    private Path folder;
    private Path trail;
    private Path checkpoint;

    @BeforeTry
    void create() throws IOException {
        folder = Files.createTempDirectory("checkpoints");
        trail = folder.resolve("audit.log");
        checkpoint = folder.resolve("checkpoint");
    }

    @AfterTry
    void remove() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Run ours(Path source) {
        return Run.of(
                AusearchCommand.over(() -> Path.of("nowhere")),
                List.of("-if", source.toString(), "--checkpoint", checkpoint.toString(), "--raw"));
    }

    private OriginalAusearch.Found theirs(Path source) throws IOException, InterruptedException {
        return OriginalAusearch.search(source, List.of("--checkpoint", checkpoint.toString(), "--raw"));
    }

    /** The trail grows, also by parts of events; the original searches it, and in the end this tool. */
    @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
    void whatTheOriginalLeftIsFoundOnceAndWhole(
            @ForAll("trails") List<String> lines, @ForAll @Size(max = 6) List<@IntRange(max = 60) Integer> cuts)
            throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        for (List<String> part : parts(lines, cuts)) {
            append(part);
            found.addAll(theirs(trail).out().lines().toList());
        }
        Files.setLastModifiedTime(trail, FileTime.from(Instant.now().minusSeconds(60)));
        found.addAll(ours(trail).out().lines().toList());

        assertThat(found).isEqualTo(all());
    }

    /** The other way round. Behind the last event another begins, without which the original holds it back. */
    @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
    void whatThisToolLeftTheOriginalFindsOnceAndWhole(
            @ForAll("trails") List<String> lines, @ForAll @Size(max = 6) List<@IntRange(max = 60) Integer> cuts)
            throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        for (List<String> part : parts(lines, cuts)) {
            append(part);
            found.addAll(ours(trail).out().lines().toList());
        }
        append(List.of(EVENT.formatted(1_750_009_000L, 1).strip()));
        found.addAll(theirs(trail).out().lines().toList());

        assertThat(found).isEqualTo(all());
    }

    private static List<List<String>> parts(List<String> lines, List<Integer> cuts) {
        List<Integer> ends = new ArrayList<>(cuts);
        ends.add(lines.size());
        ends.sort(null);
        List<List<String>> parts = new ArrayList<>();
        int written = 0;
        for (int end : ends) {
            int to = Math.min(end, lines.size());
            parts.add(lines.subList(written, to));
            written = to;
        }
        return parts;
    }

    private void append(List<String> lines) throws IOException {
        Files.write(trail, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private List<String> all() {
        return Run.of(AusearchCommand.over(() -> trail), List.of("--raw"))
                .out()
                .lines()
                .toList();
    }

    @Provide
    Arbitrary<List<String>> trails() {
        return GeneratedTrails.trails();
    }

    @Example
    void whatIsNoCheckpointHasTheSameExitCode() throws IOException, InterruptedException {
        Files.writeString(trail, EVENT.formatted(1_750_000_000L, 1));
        for (String text : List.of(
                "",
                "nonsense\n",
                "dev=0x1\n",
                "inode=1\n",
                "dev=0x1\ninode=2\noutput=-\n",
                "dev=0x1\ninode=2\noutput=- 1\n",
                "dev=0x1\ninode=2\noutput=- 1.000:1\n")) {
            Files.writeString(checkpoint, text);
            int theirs = theirs(trail).exitCode();
            Files.writeString(checkpoint, text);
            assertThat(ours(trail).exitCode())
                    .as("[%s]", text)
                    .isEqualTo(theirs)
                    .isEqualTo(10);
        }
    }

    @Example
    void whereItLeadsNowhereTheExitCodesAreTheSame() throws IOException, InterruptedException {
        Files.writeString(trail, EVENT.formatted(1_750_000_000L, 1));
        theirs(trail);
        Files.writeString(trail, EVENT.formatted(1_750_000_009L, 2));
        assertThat(ours(trail).exitCode()).isEqualTo(theirs(trail).exitCode()).isEqualTo(12);

        Files.move(trail, folder.resolve("kept")); // so that its number is not given again
        Files.writeString(trail, EVENT.formatted(1_750_000_009L, 2));
        assertThat(ours(folder).exitCode()).isEqualTo(theirs(folder).exitCode()).isEqualTo(10);

        checkpoint = folder.resolve("missing").resolve("checkpoint");
        assertThat(ours(trail).exitCode()).isEqualTo(theirs(trail).exitCode()).isEqualTo(11);
    }

    @Example
    void withAnIndexTheSameIsFoundBehindACheckpoint() throws IOException, InterruptedException {
        for (int serial = 1; serial <= 20_000; serial += 2_000) {
            append(IntStream.range(serial, serial + 2_000)
                    .mapToObj(each ->
                            EVENT.formatted(1_750_000_000L + each / 100, each).strip())
                    .toList());
        }
        theirs(folder);
        assertThat(ours(folder).exitCode()).as("nothing is new").isEqualTo(1);
        assertThat(folder.resolve(".index")).isNotEmptyDirectory();
        Files.move(trail, folder.resolve("audit.log.1"));
        append(List.of(EVENT.formatted(1_750_000_201L, 20_001).strip()));
        String place = Files.readString(checkpoint);
        Set<String> theirs = theirs(folder).events();
        String after = Files.readString(checkpoint);
        Files.writeString(checkpoint, place);
        Files.setLastModifiedTime(trail, FileTime.from(Instant.now().minusSeconds(60)));

        assertThat(ours(folder).events()).isEqualTo(theirs).hasSize(1);
        assertThat(Files.readString(checkpoint)).isEqualTo(after);
    }

    /** From the event's time on, whatever the segment. */
    @Example
    void theTimeOfACheckpointFindsTheSame() throws IOException, InterruptedException {
        Files.writeString(trail, EVENT.formatted(1_750_000_000L, 1) + EVENT.formatted(1_750_000_003L, 2));
        String text = "dev=0x1\ninode=2\noutput=- 1750000001.000:7 0x3ED\n";
        Files.writeString(checkpoint, text);
        Set<String> theirs = OriginalAusearch.search(
                        folder, List.of("--checkpoint", checkpoint.toString(), "-ts", "checkpoint"))
                .events();
        String after = Files.readString(checkpoint);
        Files.writeString(checkpoint, text);
        Run ours = Run.of(
                AusearchCommand.over(() -> trail),
                List.of("-if", folder.toString(), "--checkpoint", checkpoint.toString(), "-ts", "checkpoint"));

        assertThat(ours.events()).isEqualTo(theirs).containsExactly("audit(1750000003.500:2)");
        assertThat(Files.readString(checkpoint)).isEqualTo(after);
    }
}
