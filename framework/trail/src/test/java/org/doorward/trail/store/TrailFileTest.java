package org.doorward.trail.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.doorward.trail.store.TrailFile.RotationListener;
import org.doorward.trail.store.TrailFile.SegmentChannel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void newTrail() {
        file = folder.resolve("home/audit/audit.log");
    }

    private TrailFile open() throws IOException {
        return open(RotationListener.NONE);
    }

    private TrailFile open(RotationListener rotations) throws IOException {
        return new TrailFile(new TrailSettings(file, 1, 5), Events.text(), rotations);
    }

    @Test
    void fileAndFolderAreTheOwnersAlone() throws IOException {
        try (TrailFile trail = open()) {
            Events.append(trail, Events.rename(1));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void whatWasFlushedIsSeenByOtherReaders() throws IOException {
        try (TrailFile trail = open()) {
            Events.append(trail, Events.rename(1));
            Events.append(trail, Events.fact(2));
            trail.flush();
            assertThat(Events.serials(file)).containsExactly(1L, 2L);
        }
    }

    @Test
    void aSecondWriterIsRefused() throws IOException {
        try (TrailFile first = open()) {
            assertThat(first.recovery()).isEqualTo(Recovery.FRESH);
            assertThatThrownBy(this::open)
                    .isInstanceOf(TrailInUseException.class)
                    .hasMessageContaining(file.getParent().toString())
                    .hasMessageContaining("stop that instance");
        }
        open().close();
    }

    @Test
    void aLockEndsWithItsProcess() throws IOException {
        open().close();
        assertThat(file.resolveSibling("audit.log.lock")).exists();
        open().close(); // the file is there, but nobody holds it
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
                        .isEqualTo(new Recovery(2, 1750000000002L, cut - whole, null));
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
    void aTornFirstEventIsCutToo() throws IOException {
        try (TrailFile trail = open()) {
            Events.append(trail, Events.rename(1));
        }
        byte[] all = Files.readAllBytes(file);
        for (int cut = 1; cut < all.length; cut += 7) {
            Files.write(file, Arrays.copyOf(all, cut));
            try (TrailFile trail = open()) {
                assertThat(trail.recovery()).isEqualTo(new Recovery(0, 0, cut, null));
            }
        }
    }

    @Test
    void aFileThatIsNoTrailIsSetAsideUnchanged() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "no trail at all\nreally\n");

        try (TrailFile trail = open()) {
            assertThat(trail.recovery().setAside()).hasFileName("audit.log.corrupt-1");
            Events.append(trail, Events.rename(1));
        }
        assertThat(file.resolveSibling("audit.log.corrupt-1")).hasContent("no trail at all\nreally\n");
        assertThat(Events.serials(file)).containsExactly(1L);
    }

    @Test
    void rotationKeepsEveryEventOnce() throws IOException {
        List<String> rotated = new ArrayList<>();
        try (TrailFile trail = open((old, now) -> rotated.add(old + ">" + now))) {
            for (long serial = 1; serial <= 2500; serial++) {
                Events.append(trail, Events.rename(serial));
            }
        }
        assertThat(rotated).isNotEmpty().containsOnly("audit.log.1>audit.log");
        assertThat(Events.serials(file.getParent()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 2500).boxed().toList());
        assertThat(Files.size(file.resolveSibling("audit.log.1"))).isLessThanOrEqualTo(1024 * 1024);
    }

    @Test
    void noMoreSegmentsAreKeptThanConfigured() throws IOException {
        try (TrailFile trail = new TrailFile(new TrailSettings(file, 1, 2), Events.text(), RotationListener.NONE)) {
            for (long serial = 1; serial <= 5000; serial++) {
                Events.append(trail, Events.rename(serial));
            }
        }
        assertThat(file.resolveSibling("audit.log.1")).exists();
        assertThat(file.resolveSibling("audit.log.2")).doesNotExist();
        List<Long> serials = Events.serials(file.getParent());
        assertThat(serials.get(serials.size() - 1)).isEqualTo(5000);
    }

    @Test
    void aShortWriteIsContinued() throws IOException {
        try (TrailFile trail = open()) {
            trail.channel(under -> new Faulty(under, 7, Integer.MAX_VALUE));
            Events.append(trail, Events.rename(1));
            Events.append(trail, Events.rename(2));
        }
        assertThat(Events.serials(file)).containsExactly(1L, 2L);
    }

    @Test
    void aFailedWriteLeavesNoPartOfAnEvent() throws IOException {
        try (TrailFile trail = open()) {
            Events.append(trail, Events.rename(1));
            trail.flush();
            long whole = Files.size(file);
            trail.channel(under -> new Faulty(under, 7, 5));
            Events.append(trail, Events.rename(2));
            assertThatThrownBy(trail::flush).hasMessage("No space left on device");
            assertThat(Files.size(file)).isEqualTo(whole);
            trail.channel(faulty -> ((Faulty) faulty).under);
            Events.append(trail, Events.rename(3));
        }
        assertThat(Events.serials(file)).containsExactly(1L, 3L);
    }

    /** Writes at most so many bytes at once, and fails after so many writes. */
    private static final class Faulty implements SegmentChannel {
        private final SegmentChannel under;
        private final int most;
        private int left;

        Faulty(SegmentChannel under, int most, int writes) {
            this.under = under;
            this.most = most;
            this.left = writes;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            if (left-- == 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer part = from.slice();
            part.limit(Math.min(most, part.limit()));
            int written = under.write(part);
            from.position(from.position() + written);
            return written;
        }

        @Override
        public long size() throws IOException {
            return under.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            under.truncate(size);
        }

        @Override
        public void force() throws IOException {
            under.force();
        }

        @Override
        public void close() throws IOException {
            under.close();
        }
    }
}
