package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A folder on the disk that is measured, below {@code -Ddoorward.disk} (default /var/tmp): rivals write to the same one. */
final class WorkFolder implements AutoCloseable {
    private static final Set<String> NO_DISKS = Set.of("tmpfs", "ramfs", "overlay");

    private final Path folder;

    private WorkFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws MissingException if nothing there survives a power cut */
    static WorkFolder make() throws IOException {
        Path disk = Path.of(System.getProperty("doorward.disk", "/var/tmp")).toAbsolutePath();
        String type = Files.getFileStore(disk).type();
        if (NO_DISKS.contains(type)) {
            throw new MissingException(
                    "folder [" + disk + "] is on [" + type
                            + "], where a sync costs nothing: expected a disk; name a folder on one with -Ddoorward.disk=FOLDER");
        }
        Path folder = Files.createTempDirectory(disk, "doorward-benchmark-");
        // the rival runs as another user
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new WorkFolder(folder);
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    /** The file system, for the report. */
    String disk() throws IOException {
        return Files.getFileStore(folder).toString() + " "
                + Files.getFileStore(folder).type();
    }

    /** Deletes what is there. */
    static void delete(Path top) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(top)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }
}
