package org.doorward.trail.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What crashes and people leave, and what becomes of it at start. */
class TrailRecoveryTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void newTrail() {
        file = folder.resolve("home/audit/audit.log");
    }

    private TrailFile open() throws IOException {
        return new TrailFile(new TrailSettings(file, 1, 5), Events.text(), TrailListener.NONE);
    }

    @Test
    void aFolderInPlaceOfTheTrailIsSetAside() throws IOException {
        Files.createDirectories(file.resolve("in"));
        try (TrailFile trail = open()) {
            assertThat(trail.recovery().setAside())
                    .singleElement()
                    .satisfies(aside -> assertThat(aside).hasFileName("audit.log.corrupt-1"));
            Events.append(trail, Events.fact(1));
        }
        assertThat(file.resolveSibling("audit.log.corrupt-1").resolve("in")).isDirectory();
        assertThat(Events.serials(file)).containsExactly(1L);
    }

    @Test
    void anOlderSegmentThatCannotBeReadKeepsNobodyFromStarting() throws IOException {
        Files.createDirectories(file.resolveSibling("audit.log.1"));
        Files.writeString(file.resolveSibling("audit.log.2"), "type=USER msg=audit(1.001:5): a=1\n");
        try (TrailFile trail = open()) {
            assertThat(trail.recovery().lastSerial()).isEqualTo(5);
        }
    }

    @Test
    void noCutOfTheTailLeavesAPartOfAnEvent() throws IOException {
        try (TrailFile trail = open()) {
            Events.append(trail, Events.rename(1));
            Events.append(trail, Events.fact(2));
        }
        long whole = Files.size(file);
        try (TrailFile trail = open()) {
            Events.append(trail, Events.rename(3));
        }
        byte[] all = Files.readAllBytes(file);
        for (int cut = (int) whole; cut < all.length; cut++) {
            Files.write(file, Arrays.copyOf(all, cut));
            try (TrailFile trail = open()) {
                assertThat(trail.recovery())
                        .as("cut at byte %d", cut)
                        .isEqualTo(new Recovery(2, 1750000000002L, cut - whole, List.of()));
            }
            assertThat(Files.size(file)).isEqualTo(whole);
        }
        Files.write(file, all);
        try (TrailFile trail = open()) {
            assertThat(trail.recovery().lastSerial()).isEqualTo(3);
            assertThat(trail.recovery().cutBytes()).isZero();
        }
    }

    @Test
    void serialsGoOnAfterTheHighestAlthoughALowerOneStandsLast() throws IOException {
        try (TrailFile trail = open()) {
            for (long serial : new long[] {1, 2, 6, 4, 7, 5, 3}) {
                Events.append(trail, Events.rename(serial));
            }
        }
        try (TrailFile trail = open()) {
            assertThat(trail.recovery()).isEqualTo(new Recovery(7, 1750000000007L, 0, List.of()));
        }
        Files.move(file, file.resolveSibling("audit.log.1"));
        try (TrailFile trail = open()) {
            assertThat(trail.recovery().lastSerial()).as("of an older segment").isEqualTo(7);
        }
    }

    @Test
    void serialsGoOnAfterTheHighestOnEitherSideOfZeros() throws IOException {
        Files.createDirectories(file.getParent());
        for (String serials : List.of("7|5", "5|7", "5,7|6", "6|7,5")) {
            StringBuilder text = new StringBuilder();
            for (String part : serials.split("\\|")) {
                text.append(text.isEmpty() ? "" : "\0".repeat(512) + "\n");
                for (String serial : part.split(",")) {
                    text.append("type=USER msg=audit(1.001:").append(serial).append("): a=1\n");
                }
            }
            Files.writeString(file, text);
            try (TrailFile trail = open()) {
                assertThat(trail.recovery().lastSerial()).as(serials).isEqualTo(7);
            }
        }
    }

    @Test
    void aTornFirstEventIsCutToo() throws IOException {
        try (TrailFile trail = open()) {
            Events.append(trail, Events.rename(1));
        }
        byte[] all = Files.readAllBytes(file);
        for (int cut = 1; cut < all.length; cut += 7) {
            Files.write(file, Arrays.copyOf(all, cut));
            try (TrailFile trail = open()) {
                assertThat(trail.recovery()).isEqualTo(new Recovery(0, 0, cut, List.of()));
            }
        }
    }

    @Test
    void aFileThatIsNoTrailIsSetAsideUnchanged() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "no trail at all\nreally\n");

        try (TrailFile trail = open()) {
            assertThat(trail.recovery().setAside())
                    .singleElement()
                    .satisfies(aside -> assertThat(aside).hasFileName("audit.log.corrupt-1"));
            Events.append(trail, Events.rename(1));
        }
        assertThat(file.resolveSibling("audit.log.corrupt-1")).hasContent("no trail at all\nreally\n");
        assertThat(Events.serials(file)).containsExactly(1L);
    }

    @Test
    void aLongTailOfGarbageIsSetAsideAndTheSerialsGoOn() throws IOException {
        try (TrailFile trail = open()) {
            Events.append(trail, Events.rename(7));
        }
        Files.write(file, garbage(3 * SegmentTail.WINDOW), java.nio.file.StandardOpenOption.APPEND);
        try (TrailFile trail = open()) {
            assertThat(trail.recovery().lastSerial()).isEqualTo(7);
            assertThat(trail.recovery().setAside())
                    .singleElement()
                    .satisfies(aside -> assertThat(aside).hasFileName("audit.log.corrupt-1"));
        }
    }

    @Test
    void aGapThatACrashLeftAmongTheSegmentsIsClosed() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file.resolveSibling("audit.log.1"), "type=USER msg=audit(1.001:2): a=1\n");
        Files.writeString(file.resolveSibling("audit.log.3"), "type=USER msg=audit(1.001:1): a=1\n");
        try (TrailFile trail = open()) {
            assertThat(trail.recovery().lastSerial()).isEqualTo(2);
        }
        assertThat(Events.serials(file.getParent())).containsExactly(1L, 2L);
    }

    private static byte[] garbage(int size) {
        byte[] garbage = new byte[size];
        Arrays.fill(garbage, (byte) 'x');
        return garbage;
    }

    @Test
    void zerosThatAPowerCutLeftAtTheEndAreCutHoweverManyThereAre() throws IOException {
        for (int zeros : new int[] {1, 512, 4096, 3 * SegmentTail.WINDOW}) {
            Files.deleteIfExists(file);
            try (TrailFile trail = open()) {
                Events.append(trail, Events.rename(1));
                Events.append(trail, Events.fact(2));
            }
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, new byte[zeros], java.nio.file.StandardOpenOption.APPEND);
            try (TrailFile trail = open()) {
                assertThat(trail.recovery()).isEqualTo(new Recovery(2, 1750000000002L, zeros, List.of()));
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        }
    }

    @Test
    void aZeroSectorInTheLastEventsCutsFromThereAndWhatFollowsIsCopiedAside() throws IOException {
        long[] ends = new long[41];
        try (TrailFile trail = open()) {
            for (int serial = 1; serial <= 40; serial++) {
                Events.append(trail, Events.rename(serial));
                trail.flush();
                ends[serial] = Files.size(file);
            }
        }
        byte[] all = Files.readAllBytes(file);
        for (int sector = 0; sector + 4096 <= all.length; sector += 4096) {
            byte[] torn = all.clone();
            Arrays.fill(torn, sector, sector + 4096, (byte) 0);
            Files.write(file, torn);
            int kept = 0;
            while (kept < 40 && ends[kept + 1] <= sector) {
                kept++;
            }
            Path aside = file.resolveSibling("audit.log.corrupt-1");
            Files.deleteIfExists(aside);
            try (TrailFile trail = open()) {
                assertThat(trail.recovery().cutBytes()).isEqualTo(all.length - ends[kept]);
                if (ends[39] > sector + 4096) { // whole events follow
                    assertThat(trail.recovery().setAside()).containsExactly(aside);
                    assertThat(trail.recovery().lastSerial())
                            .as("serials go on")
                            .isEqualTo(40);
                    assertThat(Files.readAllBytes(aside))
                            .isEqualTo(Arrays.copyOfRange(torn, (int) ends[kept], torn.length));
                }
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(Arrays.copyOf(all, (int) ends[kept]));
        }
    }

    @Test
    void anOlderSegmentThatIsNoTrailIsSetAsideUnchangedAndTheOthersCloseUp() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file.resolveSibling("audit.log.1"), "type=USER msg=audit(1.001:3): a=1\n");
        Files.write(file.resolveSibling("audit.log.2"), garbage(300_000));
        Files.writeString(file.resolveSibling("audit.log.3"), "type=USER msg=audit(1.001:1): a=1\n");
        try (TrailFile trail = open()) {
            assertThat(trail.recovery().setAside()).containsExactly(file.resolveSibling("audit.log.corrupt-1"));
            Events.append(trail, Events.rename(4));
        }
        assertThat(Files.readAllBytes(file.resolveSibling("audit.log.corrupt-1")))
                .isEqualTo(garbage(300_000));
        assertThat(Events.serials(file.getParent())).containsExactly(1L, 3L, 4L);
    }

    @Test
    void damageInsideAnOlderSegmentIsLeftForReadersToPassOver() throws IOException {
        Files.createDirectories(file.getParent());
        String damaged =
                "type=USER msg=audit(1.001:3): a=1\n" + "\0".repeat(4096) + "\ntype=USER msg=audit(1.001:5): a=1\n";
        Files.writeString(file.resolveSibling("audit.log.1"), damaged);
        try (TrailFile trail = open()) {
            assertThat(trail.recovery().setAside()).isEmpty();
            Events.append(trail, Events.rename(6));
        }
        assertThat(file.resolveSibling("audit.log.1")).hasContent(damaged);
        assertThat(Events.serials(file.getParent())).containsExactly(3L, 5L, 6L);
    }
}
