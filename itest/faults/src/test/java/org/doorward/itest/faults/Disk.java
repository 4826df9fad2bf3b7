package org.doorward.itest.faults;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file system that is there for one test. What has it open must have ended before it is closed. */
interface Disk extends AutoCloseable {
    /** Where it is mounted. */
    Path folder();

    /** Where a victim puts its trail. */
    default Path trail() {
        return folder().resolve("audit");
    }

    /** Unmounts, and gives the device back. */
    @Override
    void close();

    /** Unmounts if it is mounted: lazily where something still has it, so that no failure leaves a mount behind. */
    static void unmount(Path folder) {
        if (isMounted(folder) && Command.ask("umount", folder.toString()).exitCode() != 0) {
            Command.run("umount", "-l", folder.toString());
        }
    }

    /** Whether the kernel has something mounted there. */
    static boolean isMounted(Path folder) {
        return Files.exists(folder)
                && Command.ask("mountpoint", "-q", folder.toString()).exitCode() == 0;
    }
}
