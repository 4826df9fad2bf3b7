package org.doorward.trail.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.doorward.trail.store.FaultyDisk.Call;
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
        return open(new FaultyDisk());
    }

    private TrailFile open(FaultyDisk disk) throws IOException {
        return new TrailFile(new TrailSettings(file, 1, 5), Events.text(), TrailListener.NONE, disk, () -> 0);
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
    void aShortWriteIsContinued() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        disk.mostBytes = 7;
        try (TrailFile trail = open(disk)) {
            Events.append(trail, Events.rename(1));
            Events.append(trail, Events.rename(2));
        }
        assertThat(disk.count(Call.WRITE)).isGreaterThan(100);
        assertThat(Events.serials(file)).containsExactly(1L, 2L);
    }

    /** A disk that is full after so many writes of a few bytes. */
    private static FaultyDisk full(FaultyDisk disk, int writes) {
        disk.mostBytes = 7;
        disk.message = "No space left on device";
        int[] left = {writes};
        disk.fails = call -> call.call() == Call.WRITE && left[0]-- <= 0;
        return disk;
    }

    @Test
    void aFailedWriteLeavesNoPartOfAnEvent() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (TrailFile trail = open(disk)) {
            Events.append(trail, Events.rename(1));
            trail.flush();
            long whole = Files.size(file);
            full(disk, 5);
            Events.append(trail, Events.rename(2));
            assertThatThrownBy(trail::flush).hasMessage("No space left on device");
            assertThat(Files.size(file)).isEqualTo(whole);
            disk.heal();
            Events.append(trail, Events.rename(3));
        }
        assertThat(Events.serials(file)).containsExactly(1L, 3L);
    }

    @Test
    void aFailedAppendLosesItsEventOnly() throws IOException {
        List<Long> kept = new ArrayList<>();
        FaultyDisk disk = new FaultyDisk();
        try (TrailFile trail = open(disk)) {
            full(disk, 5);
            long serial = 1;
            for (boolean failed = false; !failed; serial++) {
                try {
                    Events.append(trail, Events.rename(serial));
                    kept.add(serial);
                } catch (IOException e) {
                    failed = true;
                }
            }
            disk.heal();
            trail.flush();
        }
        assertThat(kept).hasSizeGreaterThan(20);
        assertThat(Events.serials(file)).isEqualTo(kept);
    }

    @Test
    void aFailedFlushLosesEverythingSinceTheLastOne() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (TrailFile trail = open(disk)) {
            Events.append(trail, Events.rename(1));
            trail.flush();
            for (long serial = 2; serial <= 200; serial++) {
                Events.append(trail, Events.rename(serial)); // more than the buffer holds
            }
            assertThat(Events.serials(file)).hasSizeGreaterThan(1);
            full(disk, 0);
            assertThatThrownBy(trail::flush).hasMessage("No space left on device");
            disk.heal();
            Events.append(trail, Events.rename(201));
        }
        assertThat(Events.serials(file)).containsExactly(1L, 201L);
    }

    @Test
    void whatCouldNotBeTakenBackIsTakenBackBeforeTheNextWrite() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (Writer writer = Writer.of(file, disk)) {
            writer.append();
            writer.flush();
            full(disk, 5);
            var writes = disk.fails;
            disk.fails = call -> writes.test(call) || call.call() == Call.TRUNCATE;
            writer.append();
            assertThat(writer.flush()).isFalse();
            assertThat(Files.readString(file))
                    .as("a part of an event")
                    .contains(":1)")
                    .contains(":2");
            disk.heal();
            assertThat(writer.append()).as("too early to try again").isFalse();
            writer.later(1_000);
            assertThat(writer.run(1)).isTrue();
            TrailFaultTest.check(writer, "taken back late");
        }
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
}
