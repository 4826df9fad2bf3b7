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
import org.doorward.trail.TrailEvent;
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
    void aLockEndsWithItsProcess() throws Exception {
        open().close();
        Process other = otherProcess("hold");
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(this::open).isInstanceOf(TrailInUseException.class);
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(file.resolveSibling("audit.log.lock")).exists();
        open().close(); // the file is there, but nobody holds it
    }

    private Process otherProcess(String task) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        file.resolveSibling("audit.log.lock").toString(),
                        task)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void aTrailThatOthersCouldReadIsTheirsNoLonger() throws IOException {
        open().close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));
        open().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedAndNothingStaysLocked() throws IOException {
        Path inTheWay = Files.createDirectories(folder.resolve("home")).resolve("audit");
        Files.writeString(inTheWay, "a file");
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining(inTheWay.toString());
        Files.delete(inTheWay);
        open().close();
    }

    @Test
    void aFolderInPlaceOfTheTrailIsSetAside() throws IOException {
        Files.createDirectories(file.resolve("in"));
        try (TrailFile trail = open()) {
            assertThat(trail.recovery().setAside()).hasFileName("audit.log.corrupt-1");
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
    void fewerSegmentsAreKeptFromTheNextRotationOn() throws IOException {
        open().close();
        for (int number = 1; number <= 4; number++) {
            Files.writeString(
                    file.resolveSibling("audit.log." + number),
                    "type=USER msg=audit(1.00" + (5 - number) + ":" + (5 - number) + "): a=1\n");
        }
        List<String> rotated = new ArrayList<>();
        TrailSettings settings = new TrailSettings(file, 1, 3);
        try (TrailFile trail = new TrailFile(settings, Events.text(), (old, now) -> rotated.add(old))) {
            for (long serial = 5; rotated.isEmpty() && serial < 5000; serial++) {
                Events.append(trail, Events.rename(serial));
                trail.flush();
            }
        }
        assertThat(rotated).containsExactly("audit.log.1");
        assertThat(file.resolveSibling("audit.log.3")).doesNotExist();
        assertThat(file.resolveSibling("audit.log.4")).doesNotExist();
        assertThat(Events.serials(file.getParent()).subList(0, 3)).containsExactly(4L, 5L, 6L);
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
                if (serial % 100 == 0) {
                    trail.flush();
                }
            }
        }
        assertThat(rotated).isNotEmpty().containsOnly("audit.log.1>audit.log");
        assertThat(Events.serials(file.getParent()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 2500).boxed().toList());
        assertThat(Files.size(file.resolveSibling("audit.log.1"))).isBetween(1024 * 1024L, 1300 * 1024L);
    }

    @Test
    void aReaderSeesEveryEventOnceThoughTheTrailIsRotatedMeanwhile() throws IOException {
        List<String> rotated = new ArrayList<>();
        List<Long> read = new ArrayList<>();
        try (TrailFile trail = open((old, now) -> rotated.add(old))) {
            long serial = 0;
            while (rotated.size() < 2) {
                Events.append(trail, Events.rename(++serial));
                trail.flush();
            }
            Events.append(trail, Events.rename(++serial));
            trail.flush();
            long before = serial;
            try (TrailLog log = new TrailLog(file.getParent())) {
                read.add(log.next().serial());
                while (rotated.size() < 3) {
                    Events.append(trail, Events.rename(++serial));
                    trail.flush();
                }
                for (TrailEvent event = log.next(); event != null; event = log.next()) {
                    read.add(event.serial());
                }
            }
            assertThat(read)
                    .startsWith(LongStream.rangeClosed(1, before).boxed().toArray(Long[]::new));
            assertThat(read).doesNotHaveDuplicates();
        }
    }

    @Test
    void noMoreSegmentsAreKeptThanConfigured() throws IOException {
        try (TrailFile trail = new TrailFile(new TrailSettings(file, 1, 2), Events.text(), RotationListener.NONE)) {
            for (long serial = 1; serial <= 5000; serial++) {
                Events.append(trail, Events.rename(serial));
                if (serial % 100 == 0) {
                    trail.flush();
                }
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

    @Test
    void aFailedAppendLosesItsEventOnly() throws IOException {
        List<Long> kept = new ArrayList<>();
        try (TrailFile trail = open()) {
            trail.channel(under -> new Faulty(under, 7, 5));
            long serial = 1;
            for (boolean failed = false; !failed; serial++) {
                try {
                    Events.append(trail, Events.rename(serial));
                    kept.add(serial);
                } catch (IOException e) {
                    failed = true;
                }
            }
            trail.channel(faulty -> ((Faulty) faulty).under);
            trail.flush();
        }
        assertThat(kept).hasSizeGreaterThan(20);
        assertThat(Events.serials(file)).isEqualTo(kept);
    }

    @Test
    void aFailedFlushLosesEverythingSinceTheLastOne() throws IOException {
        try (TrailFile trail = open()) {
            Events.append(trail, Events.rename(1));
            trail.flush();
            for (long serial = 2; serial <= 200; serial++) {
                Events.append(trail, Events.rename(serial)); // more than the buffer holds
            }
            assertThat(Events.serials(file)).hasSizeGreaterThan(1);
            trail.channel(under -> new Faulty(under, 7, 0));
            assertThatThrownBy(trail::flush).hasMessage("No space left on device");
            trail.channel(faulty -> ((Faulty) faulty).under);
            Events.append(trail, Events.rename(201));
        }
        assertThat(Events.serials(file)).containsExactly(1L, 201L);
    }

    @Test
    void whatCouldNotBeTakenBackIsTakenBackBeforeTheNextWrite() throws IOException {
        try (TrailFile trail = open()) {
            Events.append(trail, Events.rename(1));
            trail.flush();
            trail.channel(under -> new Faulty(under, 7, 5).truncating(false));
            Events.append(trail, Events.rename(2));
            assertThatThrownBy(trail::flush).hasMessage("No space left on device");
            trail.channel(faulty -> ((Faulty) faulty).under);
            Events.append(trail, Events.rename(3));
        }
        assertThat(Files.readString(file)).doesNotContain("0.002:");
        assertThat(Events.serials(file)).containsExactly(1L, 3L);
    }

    @Test
    void aRefusedWriterDoesNotFreeTheLockForOtherProcesses() throws Exception {
        try (TrailFile first = open()) {
            assertThatThrownBy(this::open).isInstanceOf(TrailInUseException.class);
            assertThat(otherProcess("try").waitFor()).as("0: it got the lock").isEqualTo(3);
        }
    }

    @Test
    void aLongTailOfGarbageIsSetAsideAndTheSerialsGoOn() throws IOException {
        try (TrailFile trail = open()) {
            Events.append(trail, Events.rename(7));
        }
        Files.write(file, new byte[3 * SegmentTail.WINDOW], java.nio.file.StandardOpenOption.APPEND);
        try (TrailFile trail = open()) {
            assertThat(trail.recovery().lastSerial()).isEqualTo(7);
            assertThat(trail.recovery().setAside()).hasFileName("audit.log.corrupt-1");
        }
    }

    @Test
    void whereRotationFailsTheSegmentGoesOn() throws IOException {
        List<IOException> failures = new ArrayList<>();
        try (TrailFile trail = open(new RotationListener() {
            @Override
            public void rotated(String old, String now) {}

            @Override
            public void failed(IOException cause) {
                failures.add(cause);
            }
        })) {
            // a folder with something in it cannot be deleted to make room
            Files.createDirectories(file.resolveSibling("audit.log.1/in"));
            for (int number = 2; number <= 5; number++) {
                Files.createDirectories(file.resolveSibling("audit.log." + number + "/in"));
            }
            for (long serial = 1; serial <= 1500; serial++) {
                Events.append(trail, Events.rename(serial));
                trail.flush();
            }
        }
        assertThat(failures).isNotEmpty().hasSizeLessThan(20);
        assertThat(Events.serials(file))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1500).boxed().toList());
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

    @Test
    void anInterruptDoesNotKeepCloseFromWriting() throws IOException {
        TrailFile trail = open();
        Events.append(trail, Events.rename(1));
        Thread.currentThread().interrupt();
        trail.close();
        assertThat(Thread.interrupted()).as("the flag stays").isTrue();
        assertThat(Events.serials(file)).containsExactly(1L);
    }

    /** Tries the lock as another process, or holds it until it is killed. */
    static final class OtherProcess {
        public static void main(String[] args) throws IOException {
            try (var channel =
                    java.nio.channels.FileChannel.open(Path.of(args[0]), java.nio.file.StandardOpenOption.WRITE)) {
                if (channel.tryLock() == null) {
                    System.exit(3);
                }
                if (args[1].equals("hold")) {
                    System.out.println("held");
                    System.in.read(); // nobody writes: until it is killed
                }
                System.exit(0);
            }
        }
    }

    /** Writes at most so many bytes at once, and fails after so many writes. */
    private static final class Faulty implements SegmentChannel {
        private final SegmentChannel under;
        private final int most;
        private int left;
        private boolean truncates = true;

        Faulty(SegmentChannel under, int most, int writes) {
            this.under = under;
            this.most = most;
            this.left = writes;
        }

        Faulty truncating(boolean may) {
            truncates = may;
            return this;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            if (left-- <= 0) {
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
            if (!truncates) {
                throw new IOException("Input/output error");
            }
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
