package org.doorward.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests' own disks do what they are for, and nothing of them stays behind, however a test ends. */
@Tag("machine")
class DisksIT {
    @TempDir
    private Path folder;

    private static void isGone(Path mounted, String device) {
        assertThat(Disk.isMounted(mounted)).isFalse();
        await("the loop device is free")
                .atMost(Duration.ofSeconds(10))
                .until(() -> !Command.run("losetup", "-a").contains(device));
    }

    @Test
    void aDiskThatIsFrozenAndInUseIsUnmountedAndItsDeviceFreed() throws IOException {
        LoopDisk disk = new LoopDisk(folder, "ext4");
        OutputStream open = Files.newOutputStream(disk.folder().resolve("open"));
        disk.freeze();

        disk.close();
        assertThat(Disk.isMounted(disk.folder())).isFalse();
        open.close();

        isGone(disk.folder(), folder.toString());
    }

    @Test
    void anErrorDiskFailsWritesWhileItIsToldToAndLeavesNothingBehind() throws IOException {
        ErrorDisk disk = new ErrorDisk(folder);
        String file = disk.folder().resolve("file").toString();
        String[] write = {"dd", "if=/dev/urandom", "of=" + file, "bs=4k", "count=1", "conv=fdatasync"};
        Command.run(write);
        disk.failWrites();
        assertThat(Command.ask(write).exitCode()).isEqualTo(1);
        disk.heal();
        Command.run(write);

        disk.close();
        isGone(disk.folder(), folder.toString());
    }

    @Test
    void aMemoryDiskIsFullAtItsSize() throws IOException {
        try (MemoryDisk disk = new MemoryDisk(folder, 2)) {
            Files.delete(disk.ballast(2));
            assertThat(Command.ask("dd", "if=/dev/zero", "of=" + disk.folder().resolve("file"), "bs=1M", "count=3")
                            .out())
                    .contains("No space left on device");
        }
        assertThat(Disk.isMounted(folder.resolve("memory"))).isFalse();
    }
}
