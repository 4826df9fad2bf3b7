package org.doorward.trail.read;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.doorward.trail.TrailEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailIndexTest {
    /** Of the index, in bytes: magic and version, size, time, covered, two sums, and its own one. */
    private static final int SEAL = 40;

    @TempDir
    Path folder;

    private Path log;

    @BeforeEach
    void name() {
        log = folder.resolve("audit.log");
    }

    private static String event(int serial) {
        return event(serial, String.format("key-%02d", serial % 100));
    }

    private static String event(int serial, String key) {
        String head =
                " msg=audit(1750000" + String.format("%03d.%03d", serial / 1000, serial % 1000) + ":" + serial + "): ";
        return "type=SYSCALL" + head + "uid=1000 success=yes key=\"" + key + "\"\ntype=PROCTITLE" + head
                + "proctitle=61\n";
    }

    private static String events(int from, int to) {
        return IntStream.range(from, to).mapToObj(TrailIndexTest::event).collect(Collectors.joining());
    }

    private static List<Long> find(Path trail, TrailQuery query) throws IOException {
        List<Long> serials = new ArrayList<>();
        try (TrailLog log = new TrailLog(trail, query)) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                serials.add(event.serial());
            }
        }
        return serials;
    }

    private static TrailQuery key(String key) {
        return TrailQuery.ALL.text(key);
    }

    private void index() throws IOException {
        new TrailIndex(folder, 1_000, 1).update();
    }

    private List<String> indexes() throws IOException {
        try (var files = Files.list(folder.resolve(".index"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Writes so that neither size nor time tells of it. */
    private void forge(String text, String by) throws IOException {
        FileTime before = Files.getLastModifiedTime(log);
        Files.writeString(log, Files.readString(log).replace(text, by));
        Files.setLastModifiedTime(log, before);
    }

    @Test
    void whatTheIndexRulesOutIsNotRead() throws IOException {
        Files.writeString(log, events(0, 6_000));
        index();

        forge(event(3_000), event(3_000, "other!"));

        assertThat(find(folder, key("other!"))).isEmpty();
        assertThat(find(folder, key("key-17")))
                .hasSize(60)
                .startsWith(17L, 117L)
                .endsWith(5_917L);
    }

    @Test
    void aTrailIsReadFromWithinItsFolderByItsNameAlone() throws IOException {
        Path here = Files.createTempFile(Path.of(""), "trail", ".log");
        Path indexes = Path.of(".index");
        try {
            Files.writeString(here, events(0, 6_000));
            new TrailIndex(here, 1_000, 1).update();
            assertThat(indexes).isNotEmptyDirectory();

            assertThat(find(here, key("key-17"))).hasSize(60);
        } finally {
            Files.delete(here);
            for (File index : indexes.toFile().listFiles()) {
                Files.delete(index.toPath());
            }
            Files.delete(indexes);
        }
    }

    @Test
    void timesAndSerialsLeadToTheirBlocksInALongSegment() throws IOException {
        Files.writeString(log, events(0, 6_000));
        index();
        forge(event(5_000), event(2_500).replace("yes", "no "));

        assertThat(find(folder, TrailQuery.ALL.serial(2_500))).containsExactly(2_500L);
        assertThat(find(folder, TrailQuery.ALL.between(1750000002500L, 1750000002501L)))
                .containsExactly(2_500L, 2_501L);
    }

    @Test
    void aNumberLeadsToItsBlocks() throws IOException {
        Files.writeString(log, events(0, 500) + event(500).replace("uid=1000", "uid=1001") + events(501, 1_000));
        index();
        forge(event(700), event(700).replace("uid=1000", "uid=1001"));

        assertThat(find(folder, TrailQuery.ALL.number(1001, "uid"))).containsExactly(500L);
    }

    @Test
    void aNumberLeadsToWhatIsWrittenInAnotherWayToo() throws IOException {
        List<String> written = List.of("+1001", "01001", "4294968297", "\"1001\"", "1001'", "1001,");
        Files.writeString(
                log,
                IntStream.range(0, 600)
                        .mapToObj(i ->
                                i % 100 == 50 ? event(i).replace("uid=1000", "uid=" + written.get(i / 100)) : event(i))
                        .collect(Collectors.joining()));
        index();

        assertThat(find(folder, TrailQuery.ALL.number(1001, "uid"))).containsExactly(50L, 150L, 250L, 350L, 450L, 550L);
    }

    @Test
    void whatIsPassedOverIsCounted() throws IOException {
        Files.writeString(log, events(0, 3_000) + "garbage\n" + events(3_000, 6_000));
        index();

        try (TrailLog trail = new TrailLog(folder, TrailQuery.ALL.serial(5_999))) {
            assertThat(trail.next().serial()).isEqualTo(5_999);
            assertThat(trail.next()).isNull();
            assertThat(trail.events()).isEqualTo(6_000);
            assertThat(trail.skipped()).isOne();
            assertThat(trail.firstMillis()).isEqualTo(1750000000000L);
            assertThat(trail.latestMillis()).isEqualTo(1750000005999L);
            assertThat(trail.position()).isEqualTo(Files.size(log));
        }
    }

    @Test
    void anIndexOfWhatIsNoLongerThereIsNotUsed() throws IOException {
        Files.writeString(log, events(0, 1_000));
        index();

        Files.writeString(log, events(0, 500) + event(500, "other!") + events(501, 1_000));
        assertThat(find(folder, key("other!")))
                .as("of the same size, written since")
                .containsExactly(500L);

        index();
        Files.writeString(log, events(0, 500) + event(500, "other!") + events(800, 2_000));
        assertThat(find(folder, key("other!"))).as("cut, and longer since").containsExactly(500L);
    }

    @Test
    void aSegmentThatHasGrownKeepsItsIndexAndTheRestIsRead() throws IOException {
        Files.writeString(log, events(0, 5_000));
        index();
        Files.writeString(log, event(5_000, "other!"), APPEND);
        forge(event(100), event(100, "other!"));

        assertThat(find(folder, key("other!"))).containsExactly(5_000L);

        Files.writeString(log, events(5_001, 5_050), APPEND);
        index();
        assertThat(find(folder, key("other!"))).as("full chunks are taken over").containsExactly(5_000L);
        assertThat(find(folder, key("key-99"))).hasSize(50);
    }

    @Test
    void itIsSaidHowFarItIs() throws IOException {
        Files.writeString(folder.resolve("audit.log.1"), events(0, 1_000));
        Files.writeString(log, events(1_000, 2_000));
        TrailIndex index = new TrailIndex(folder, 1_000, 1);
        assertThat(index.position()).isZero();

        index.update();

        assertThat(index.position()).isEqualTo(Files.size(log) + Files.size(folder.resolve("audit.log.1")));
    }

    @Test
    void aDamagedIndexIsMadeAnew() throws IOException {
        Files.writeString(log, events(0, 1_000));
        index();
        Path index = folder.resolve(".index/1750000000.000-0");
        byte[] whole = Files.readAllBytes(index);
        byte[] damaged = whole.clone();
        damaged[whole.length - 10]++;
        Files.write(index, damaged);

        assertThat(find(folder, key("key-17"))).hasSize(10);
        index();

        assertThat(index).hasBinaryContent(whole);
    }

    @Test
    void anIndexOfAnEarlierVersionIsNotUsedAndIsMadeAnew() throws IOException {
        Files.writeString(log, events(0, 1_000));
        index();
        Path index = folder.resolve(".index/1750000000.000-0");
        byte[] now = Files.readAllBytes(index);
        ByteBuffer earlier = ByteBuffer.wrap(now.clone());
        CRC32C sum = new CRC32C();
        earlier.put(3, (byte) (now[3] - 1));
        sum.update(earlier.slice(0, SEAL - Integer.BYTES));
        earlier.putInt(SEAL - Integer.BYTES, (int) sum.getValue());
        Files.write(index, earlier.array());
        forge(event(500), event(500, "other!"));

        assertThat(find(folder, key("other!"))).containsExactly(500L);
        index();

        assertThat(Files.readAllBytes(index)).startsWith('D', 'W', 'X', now[3]);
        assertThat(find(folder, key("other!"))).containsExactly(500L);
    }

    @Test
    void littleIsNotWorthAnIndex() throws IOException {
        Files.writeString(log, events(0, 1_000));
        new TrailIndex(folder).update();

        assertThat(folder.resolve(".index")).doesNotExist();
    }

    @Test
    void anIndexStaysWithItsSegmentWhenThatIsRotated() throws IOException {
        Files.writeString(log, events(0, 1_000));
        index();
        Files.move(log, folder.resolve("audit.log.1"));
        Files.writeString(log, events(1_000, 2_000));
        Object before = Files.getAttribute(folder.resolve(".index/1750000000.000-0"), "unix:ino");

        index();

        assertThat(indexes()).containsExactly("1750000000.000-0", "1750000001.000-1000");
        assertThat(Files.getAttribute(folder.resolve(".index/1750000000.000-0"), "unix:ino"))
                .isEqualTo(before);
    }

    @Test
    void anIndexWithoutSegmentIsDeleted() throws IOException {
        Files.writeString(log, events(0, 1_000));
        index();
        Files.writeString(log, events(2_000, 3_000));
        Files.writeString(folder.resolve(".index/1.000-1.new"), "just begun");
        Path left = Files.writeString(folder.resolve(".index/1.000-2.new"), "left by a crash");
        Files.setLastModifiedTime(left, FileTime.fromMillis(0));

        index();

        assertThat(indexes()).containsExactly("1.000-1.new", "1750000002.000-2000");
    }

    @Test
    void theIndexesOfOtherFilesInTheFolderStay() throws IOException {
        Path other = Files.writeString(folder.resolve("other.log"), events(500, 1_000));
        Files.writeString(log, events(0, 1_000));
        new TrailIndex(log, 1_000, 1).update();
        new TrailIndex(other, 1_000, 1).update();

        assertThat(indexes()).containsExactly("1750000000.000-0", "1750000000.500-500");
    }

    @Test
    void aFolderThatOthersCanWriteIsNotBelieved() throws IOException {
        Files.writeString(log, events(0, 1_000));
        index();
        forge(event(500), event(500, "other!"));
        assertThat(find(folder, key("other!"))).isEmpty();

        Files.setPosixFilePermissions(folder.resolve(".index"), PosixFilePermissions.fromString("rwxrwxr-x"));

        assertThat(find(folder, key("other!"))).containsExactly(500L);
        assertThatThrownBy(this::index)
                .isInstanceOf(IOException.class)
                .hasMessage("[" + folder.resolve(".index") + "] is no folder that only the owner of [" + folder
                        + "] can write: expected one with mode 700, or none");
    }

    @Test
    void aLinkInPlaceOfTheFolderIsNotFollowed(@TempDir Path elsewhere) throws IOException {
        Files.writeString(log, events(0, 1_000));
        Files.createSymbolicLink(folder.resolve(".index"), elsewhere);

        assertThatThrownBy(this::index).isInstanceOf(IOException.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void onlyTheOwnerSeesTheIndex() throws IOException {
        Files.writeString(log, events(0, 1_000));
        index();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".index"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve(".index/1750000000.000-0"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aPackedSegmentIsReadWithoutIndex() throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("audit.log.1.gz")))) {
            out.write(events(0, 1_000).getBytes());
        }
        Files.writeString(log, events(1_000, 2_000));
        index();

        assertThat(indexes()).containsExactly("1750000001.000-1000");
        assertThat(find(folder, key("key-99"))).hasSize(20).startsWith(99L).endsWith(1_999L);
    }

    @Test
    void aFileThatIsNoTrailHasNoIndex() throws IOException {
        Files.writeString(log, "something else\n".repeat(100));
        index();

        assertThat(folder.resolve(".index")).doesNotExist();
    }
}
