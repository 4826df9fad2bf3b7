package org.doorward.tools.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.doorward.tools.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ausearch --checkpoint}: each search finds what is new, once. */
class CheckpointTest {
    private static final long SECOND = 1_750_000_000L;

    @TempDir
    private Path folder;

    private Path trail;
    private Path checkpoint;

    @BeforeEach
    void names() {
        trail = folder.resolve("audit.log");
        checkpoint = folder.resolve("checkpoint");
    }

    /** An event by itself. */
    private static String user(int serial) {
        return user(SECOND, serial);
    }

    private static String user(long second, int serial) {
        return "type=USER msg=audit(" + second + ".500:" + serial
                + "): pid=1 uid=0 auid=0 ses=1 msg='op=x res=success'\n";
    }

    /** A record behind which others of its event may come. */
    private static String begun(long second, int serial) {
        return "type=AVC msg=audit(" + second + ".500:" + serial
                + "): avc:  denied  { open } for  pid=1 comm=\"c\" scontext=s tcontext=t tclass=file\n";
    }

    private static String title(long second, int serial) {
        return "type=PROCTITLE msg=audit(" + second + ".500:" + serial + "): proctitle=6A\n";
    }

    /** Writes behind what is there, some time ago. */
    private void write(String... records) throws IOException {
        Files.writeString(trail, String.join("", records), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        rests();
    }

    private void rests() throws IOException {
        Files.setLastModifiedTime(trail, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private Run search(String... arguments) {
        return searched(trail, arguments);
    }

    private Run searched(Path source, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-if", source.toString(), "--checkpoint", checkpoint.toString()));
        all.addAll(Arrays.asList(arguments));
        return Run.of(AusearchCommand.over(() -> Path.of("nowhere")), all);
    }

    private static Set<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(serial -> "audit(" + SECOND + ".500:" + serial + ")")
                .collect(Collectors.toSet());
    }

    @Test
    void eachSearchFindsWhatIsNew() throws IOException {
        write(user(1), user(2));
        assertThat(search().events()).isEqualTo(ids(1, 2));
        assertThat(search().exitCode()).as("nothing is new").isEqualTo(1);
        write(user(3), user(4));
        assertThat(search().events()).isEqualTo(ids(3, 4));
        assertThat(search().events()).isEmpty();
    }

    @Test
    void theFileIsAsTheOriginalWritesItForItsOwnerAlone() throws IOException {
        write("node=n " + user(2));
        search();

        assertThat(Files.readAllLines(checkpoint))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(String.format(
                                        "dev=0x%X", ((Number) Files.getAttribute(trail, "unix:dev")).intValue())),
                        line -> assertThat(line).isEqualTo("inode=" + Files.getAttribute(trail, "unix:ino")),
                        line -> assertThat(line).isEqualTo("output=n " + SECOND + ".500:2 0x3ED"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(checkpoint)))
                .isEqualTo("rw-------");
    }

    /** The original notes the last event, and then looks for it among those that meet the conditions. */
    @Test
    void theConditionsMayChange() throws IOException {
        write(user(1), begun(SECOND, 2), title(SECOND, 2));
        assertThat(search("-m", "USER").events()).isEqualTo(ids(1, 1));
        write(user(3), begun(SECOND + 9, 4), title(SECOND + 9, 4));
        assertThat(search("-m", "USER").events()).isEqualTo(ids(3, 3));
        assertThat(search().exitCode()).isEqualTo(1);
    }

    /** The original finds the same one again and again. */
    @Test
    void justOneGoesOnWithTheNext() throws IOException {
        write(user(1), user(2));
        assertThat(search("--just-one").events()).isEqualTo(ids(1, 1));
        assertThat(search("--just-one").events()).isEqualTo(ids(2, 2));
        assertThat(search("--just-one").events()).isEmpty();
    }

    @Test
    void anEventThatIsStillWrittenWaitsForTheNextSearch() throws IOException {
        write(user(1), begun(SECOND, 2), user(3));
        Files.setLastModifiedTime(trail, FileTime.from(Instant.now()));

        assertThat(search().events()).as("3 was begun behind 2").isEqualTo(ids(1, 1));

        write(title(SECOND, 2));
        Run next = search("--raw");
        assertThat(next.events()).isEqualTo(ids(2, 3));
        assertThat(next.out()).containsSubsequence("type=AVC", "type=PROCTITLE", "type=USER");
    }

    /** Of which the original leaves out the last two seconds (audit-userspace#343). */
    @Test
    void aTrailThatRestsIsReadToItsEnd() throws IOException {
        write(user(1), begun(SECOND, 2));

        assertThat(search().events()).isEqualTo(ids(1, 2));
    }

    @Test
    void anEventTwoSecondsYoungerEndsTheOnesBefore() throws IOException {
        write(begun(SECOND, 1), user(SECOND + 2, 2));
        Files.setLastModifiedTime(trail, FileTime.from(Instant.now()));

        assertThat(search().events()).containsExactly("audit(1750000000.500:1)", "audit(1750000002.500:2)");
    }

    @Test
    void aRotationBetweenTwoSearchesLosesNothing() throws IOException {
        write(user(1), user(2));
        assertThat(searched(folder).events()).isEqualTo(ids(1, 2));
        write(user(3));
        Files.move(trail, folder.resolve("audit.log.1"));
        write(user(4));

        assertThat(searched(folder).events()).isEqualTo(ids(3, 4));
    }

    /** What stands before is made unreadable, so that who reads it counts it. */
    @Test
    void withAnIndexNothingBeforeTheCheckpointIsRead() throws IOException {
        write(IntStream.rangeClosed(1, 20_000).mapToObj(CheckpointTest::user).toArray(String[]::new));
        searched(folder);
        assertThat(searched(folder).exitCode()).as("nothing is new").isEqualTo(1);
        assertThat(folder.resolve(".index")).isNotEmptyDirectory();
        String place = Files.readString(checkpoint);
        FileTime written = Files.getLastModifiedTime(trail);
        Files.writeString(trail, Files.readString(trail).replaceAll("type=(USER msg=\\S+:1[0-5]\\d{3}\\))", "none=$1"));
        Files.setLastModifiedTime(trail, written);
        write(user(20_001));

        assertThat(searched(folder)).satisfies(run -> {
            assertThat(run.events()).isEqualTo(ids(20_001, 20_001));
            assertThat(run.err()).isEmpty();
        });
        Files.writeString(checkpoint, place);
        assertThat(searched(folder, "--index", "never")).satisfies(run -> {
            assertThat(run.events()).isEqualTo(ids(20_001, 20_001));
            assertThat(run.err()).isEqualTo("ausearch: [6000] lines are no records and were passed over\n");
        });
    }

    @Test
    void anEmptyTrailIsSearchedFromItsBeginningTheNextTime() throws IOException {
        write("");
        assertThat(search().exitCode()).isEqualTo(1);
        write(user(1));
        assertThat(search().events()).isEqualTo(ids(1, 1));
    }

    @Test
    void aSegmentThatIsGoneIsExitCode10() throws IOException {
        write(user(1));
        searched(folder);
        String before = Files.readString(checkpoint);
        Path other = Files.writeString(folder.resolve("other"), user(SECOND + 5, 7));
        Files.move(other, trail, StandardCopyOption.REPLACE_EXISTING);
        rests();

        Run run = searched(folder);

        assertThat(run.exitCode()).isEqualTo(10);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo("ausearch: the trail [" + folder
                        + "] has no longer the event that the checkpoint [" + checkpoint
                        + "] ends with, nor its segment; -ts checkpoint finds what is younger, or remove the checkpoint to search"
                        + " the whole trail\n");
        assertThat(Files.readString(checkpoint)).as("old state stays in force").isEqualTo(before);
        assertThat(searched(folder, "-ts", "checkpoint").events()).containsExactly("audit(1750000005.500:7)");
        assertThat(searched(folder).exitCode()).as("all is well again").isEqualTo(1);
    }

    @Test
    void aSegmentWithoutItsEventIsExitCode12() throws IOException {
        write(user(1));
        search();
        Files.writeString(trail, user(SECOND + 5, 7));
        rests();

        assertThat(search()).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(12);
            assertThat(run.out()).isEmpty();
        });
    }

    @Test
    void theTimeOfACheckpointIncludesItsEvent() throws IOException {
        write(user(1), user(SECOND + 1, 2));
        search();
        write(user(SECOND + 1, 3));

        assertThat(search("-ts", "checkpoint").events())
                .containsExactly("audit(1750000001.500:2)", "audit(1750000001.500:3)");
    }

    @ParameterizedTest
    @CsvSource({
        "'dev=0x1\ninode=2\nnonsense', 'line [nonsense] begins with none of dev=, inode= and output='",
        "'dev=0x1\noutput=- 1.000:1 0x1', 'the line inode= is missing'",
        "'', 'the line dev= is missing'",
        "'dev=x\ninode=2', 'line [dev=x] has no number'",
        "'dev=0x1\ninode=ff', 'line [inode=ff] has no number'",
        "'dev=0x1\ninode=2\noutput=- 1.000 0x1', 'line [output=- 1.000 0x1] is not output=NODE SECONDS.MILLISECONDS:SERIAL 0xTYPE'"
    })
    void aFileThatIsNoCheckpointIsExitCode10(String text, String why) throws IOException {
        write(user(1));
        Files.writeString(checkpoint, text);

        Run run = search();

        assertThat(run.exitCode()).isEqualTo(10);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo("ausearch: [" + checkpoint + "] is no checkpoint: " + why
                        + "; remove it to search the whole trail\n");
        assertThat(Files.readString(checkpoint)).isEqualTo(text);
    }

    @Test
    void aCheckpointThatCannotBeWrittenIsExitCode11BehindWhatWasFound() throws IOException {
        write(user(1));
        checkpoint = folder.resolve("missing").resolve("checkpoint");

        Run run = search();

        assertThat(run.exitCode()).isEqualTo(11);
        assertThat(run.events()).isEqualTo(ids(1, 1));
        assertThat(run.err())
                .startsWith("ausearch: the checkpoint [" + checkpoint + "] cannot be written: ")
                .endsWith("; the next search finds again what this one found\n");
    }

    @Test
    void anOutputThatIsNotTakenMovesNoCheckpoint() throws IOException {
        write(user(1));
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space");
            }
        };
        List<String> arguments = List.of("-if", trail.toString(), "--checkpoint", checkpoint.toString());

        Run run = Run.into(full, AusearchCommand.over(() -> trail), arguments);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("ausearch: the output was not taken; the checkpoint [" + checkpoint + "] stays as it was\n");
        assertThat(checkpoint).doesNotExist();
    }

    @Test
    void wrongUsageIsExitCode2() throws IOException {
        write(user(1));

        assertThat(Run.of(AusearchCommand.over(() -> trail), List.of("-ts", "checkpoint"))
                        .err())
                .contains("-ts [checkpoint]: expected --checkpoint FILE with it");
        assertThat(search("--unfinished").err()).contains("--unfinished --checkpoint: expected one of them");
    }
}
