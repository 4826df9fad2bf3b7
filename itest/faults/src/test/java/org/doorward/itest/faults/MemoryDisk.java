package org.doorward.itest.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tmpfs of a few megabytes: soon full, and its syncs cost nothing. */
final class MemoryDisk implements Disk {
    private final Path folder;
    private final Thread undo = new Thread(this::release);

    MemoryDisk(Path under, int megabytes) throws IOException {
        folder = Files.createDirectory(under.resolve("memory"));
        Runtime.getRuntime().addShutdownHook(undo);
        Command.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    }

    @Override
    public Path folder() {
        return folder;
    }

    /** Takes so much of the space; deleting the file gives it back. */
    Path ballast(int megabytes) throws IOException {
        return Files.write(folder.resolve("ballast"), new byte[megabytes << 20]);
    }

    @Override
    public void close() {
        release();
        Runtime.getRuntime().removeShutdownHook(undo);
    }

    private void release() {
        Disk.unmount(folder);
    }
}
