package org.doorward.osgi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/*
 * How a change could be lost, or half a file be read, and what shows that it is not (ConfigurationFileTest):
 *   the process ends while the file is written      theFileIsTheOldOneOrTheNewOne: written beside it, synced, renamed
 *   somebody else may read what was the owner's     theModeOfTheFileIsKept, aNewFileIsTheOwnersAlone
 *   an editor saved between our look and our write  whatSomebodyElseHasWrittenMeanwhileIsNotWrittenOver
 * Not prevented: an editor that saves between the last look and the rename, some microseconds. What it wrote is gone, as with two editors.
 */
/** A file of conf/ that is looked at, and at the operator's word written anew. Used by one thread at a time. */
final class ConfigurationFile extends WatchedFile {
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");

    private Stamp looked;

    ConfigurationFile(Path path) {
        super(path);
    }

    /** What is on the disk now, in lines; {@code null} if there is no file. What is read is not {@linkplain #handled handled} by that. */
    List<String> lines() throws IOException {
        while (true) {
            looked = stamp();
            if (looked == null) {
                return null;
            }
            List<String> lines = new String(Files.readAllBytes(path()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (looked.equals(stamp())) {
                return lines;
            }
        }
    }

    /**
     * Puts these lines in the place of what {@link #lines} read last: all of them or none. They count as handled.
     *
     * @return {@code false}: somebody else has written the file since; nothing is changed
     */
    boolean replace(List<String> lines) throws IOException {
        Path next = path().resolveSibling("." + path().getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNERS));
        try {
            write(next, String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
            if (looked != null) {
                Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(path()));
            }
            Stamp now = stamp();
            if (now == null ? looked != null : !now.equals(looked)) {
                return false;
            }
            Stamp ours = stamp(next); // a rename leaves it as it is
            Files.move(next, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            handled(ours);
        } finally {
            Files.deleteIfExists(next);
        }
        try (FileChannel folder = FileChannel.open(path().toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        return true;
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
