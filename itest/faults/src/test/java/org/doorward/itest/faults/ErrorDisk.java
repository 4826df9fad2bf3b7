package org.doorward.itest.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A file system on a block device that fails writes while it is told to: nbdkit serves it, nbdfuse shows it as a file, a loop device makes a
 * block device of that. Without a journal: with one, the first failed write would make the whole file system read-only, and hide what
 * becomes of the pages.
 */
final class ErrorDisk implements Disk {
    private final Path image;
    private final Path folder;
    private final Path served;
    private final Path trigger;
    private final Process server;
    private final Process fuse;
    private final String device;
    private final Thread undo = new Thread(this::release);

    ErrorDisk(Path under) throws IOException {
        image = under.resolve("bad.img");
        folder = Files.createDirectory(under.resolve("bad"));
        served = Files.createDirectory(under.resolve("served"));
        trigger = under.resolve("trigger");
        Path socket = under.resolve("s");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(200L << 20);
        }
        Command.run("mkfs.ext4", "-q", "-O", "^has_journal", image.toString());
        server = start(
                under,
                "nbdkit",
                "-f",
                "-U",
                socket.toString(),
                "--filter=error",
                "file",
                image.toString(),
                "error-pwrite=EIO",
                "error-pwrite-rate=100%",
                "error-file=" + trigger);
        Runtime.getRuntime().addShutdownHook(undo);
        await("nbdkit listens").atMost(Duration.ofSeconds(10)).until(() -> Files.exists(socket));
        fuse = start(under, "nbdfuse", served.toString(), "nbd+unix:///?socket=" + socket);
        await("nbdfuse shows the device")
                .atMost(Duration.ofSeconds(10))
                .until(() -> Files.exists(served.resolve("nbd")));
        device = Command.run("losetup", "-f", "--show", served.resolve("nbd").toString());
        Command.run("mount", device, folder.toString());
    }

    private static Process start(Path under, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(under.resolve(command[0] + ".out").toFile())
                .start();
    }

    @Override
    public Path folder() {
        return folder;
    }

    /** Every write fails from now on, the device's cache of what is written before included. */
    void failWrites() throws IOException {
        Files.createFile(trigger);
    }

    void heal() throws IOException {
        Files.delete(trigger);
    }

    /** Mounts it anew: what the device has is all there is. Nothing may have it open. */
    void remount() {
        Command.run("umount", folder.toString());
        Command.run("blockdev", "--flushbufs", device);
        Command.run("mount", device, folder.toString());
    }

    @Override
    public void close() {
        release();
        Runtime.getRuntime().removeShutdownHook(undo);
    }

    private void release() {
        Disk.unmount(folder);
        if (device != null) {
            Command.ask("losetup", "-d", device);
        }
        Disk.unmount(served);
        end(fuse);
        end(server);
    }

    private static void end(Process process) {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }
}
