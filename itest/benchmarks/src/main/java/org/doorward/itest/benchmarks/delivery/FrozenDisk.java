package org.doorward.itest.benchmarks.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system of its own, ext4 in a file over a loop device, that can be made to stand still: a write to it then waits in the kernel,
 * as it does on a disk that does not answer. Thaws and unmounts when it is closed, and when the JVM ends early.
 */
final class FrozenDisk implements Closeable {
    private static final String SIZE = "1G";
    private static final String PACKAGE = "util-linux";

    private final Path image;
    private final Path folder;
    private final Thread last = new Thread(this::thawQuietly, "thaw");
    private volatile boolean frozen;

    /** @throws MissingException for anybody but root, or without the programs */
    FrozenDisk(WorkFolder work) throws IOException, InterruptedException {
        Tool.requireRoot("mount and freeze a file system");
        image = work.resolve("disk.img");
        folder = work.resolve("disk");
        Files.createDirectory(folder);
        run("truncate", "coreutils", "-s", SIZE, image.toString());
        run("mkfs.ext4", "e2fsprogs", "-q", "-F", image.toString());
        run("mount", "mount", "-o", "loop", image.toString(), folder.toString());
        Runtime.getRuntime().addShutdownHook(last);
    }

    private static void run(String program, String debian, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Tool.find(program, debian, List.of())));
        command.addAll(List.of(arguments));
        Tool.run(command);
    }

    Path folder() {
        return folder;
    }

    /** From now on writes wait. */
    void freeze() throws IOException, InterruptedException {
        frozen = true;
        run("fsfreeze", PACKAGE, "-f", folder.toString());
    }

    /** Writes go on. */
    void thaw() throws IOException, InterruptedException {
        run("fsfreeze", PACKAGE, "-u", folder.toString());
        frozen = false;
    }

    boolean isFrozen() {
        return frozen;
    }

    private void thawQuietly() {
        if (frozen) {
            try {
                thaw();
            } catch (IOException e) {
                System.err.println("cannot thaw [" + folder + "]: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (frozen) {
                thaw();
            }
            run("umount", "mount", folder.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted: [" + folder + "] is still mounted");
        }
        Files.delete(folder);
        Files.delete(image);
        Runtime.getRuntime().removeShutdownHook(last);
    }
}
