package org.doorward.itest.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real file system in a file, on a loop device that ends with its mount. */
final class LoopDisk implements Disk {
    /** The least that mkfs.xfs accepts is 300 MB; the file is sparse. */
    private static final long BYTES = 400L << 20;

    private final Path image;
    private final Path folder;
    private final Thread undo = new Thread(this::release);

    /** Makes and mounts it. {@code type}: ext4 or xfs. */
    LoopDisk(Path under, String type) throws IOException {
        image = under.resolve("disk.img");
        folder = Files.createDirectory(under.resolve("disk"));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(BYTES);
        }
        Command.run("mkfs." + type, "-q", image.toString());
        Runtime.getRuntime().addShutdownHook(undo); // for a build that is stopped
        mount();
    }

    private void mount() {
        Command.run("mount", "-o", "loop", image.toString(), folder.toString());
    }

    @Override
    public Path folder() {
        return folder;
    }

    /** From here on nothing reaches the device: what was not synced is gone, and every call fails. */
    void powerCut() {
        Command.run("xfs_io", "-x", "-c", "shutdown", folder.toString());
    }

    /** The power is back: what the device has is all there is. Nothing may have it open. */
    void remount() {
        Command.run("umount", folder.toString());
        mount();
    }

    /** Every write waits, until {@link #thaw}. */
    void freeze() {
        Command.run("fsfreeze", "-f", folder.toString());
    }

    void thaw() {
        Command.run("fsfreeze", "-u", folder.toString());
    }

    /** Goes read-only at once, although files are open for writing, as ext4 does when its journal fails. */
    void abort() {
        Command.run("mount", "-o", "remount,abort", folder.toString());
    }

    @Override
    public void close() {
        release();
        Runtime.getRuntime().removeShutdownHook(undo);
    }

    private void release() {
        Command.ask("fsfreeze", "-u", folder.toString()); // in case that it is frozen: umount would wait for ever
        Disk.unmount(folder);
    }
}
