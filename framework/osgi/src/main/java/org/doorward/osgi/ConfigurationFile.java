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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/*
 * How a change could be lost, or half a file be read, and what shows that it is not (ConfigurationFileTest, OperatorSwitchesTest):
 *   the process ends while the file is written      written beside it, synced, renamed: aWriteThatFailsLeavesTheFileAsItWas
 *   somebody else may read what was the owner's     theModeOfTheFileIsKept, aFileThatWasDeletedIsWrittenAnew...ForTheOwnerAlone
 *   an editor saved between our look and our write  whatSomebodyElseHasWrittenMeanwhileIsNotWrittenOver
 * Not prevented: an editor that saves between the last look and the rename, some microseconds. What it wrote is gone, as with two editors.
 */
/** A file of conf/ that is looked at, and at the operator's word written anew. Used by one thread at a time. */
class ConfigurationFile extends WatchedFile {
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");

    /** After which a file that others write all the time is given up. */
    private static final int LOOKS = 20;

    private Stamp looked;
    private boolean missing;

    /** A file that was not looked at; that there is none now is not worth a word. */
    ConfigurationFile(Path path) {
        super(path);
        this.missing = stamp() == null;
    }

    static List<String> lines(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).lines().toList();
    }

    /**
     * Looks at the file once.
     *
     * @param ready told if it is another and stands still
     * @return whether it is still being written
     */
    boolean look(Duration quiet, Runnable ready) {
        Look look = look(quiet);
        if (look == Look.READY) {
            ready.run();
        }
        if (look == Look.MISSING && !missing) {
            LiveConfiguration.LOG.warn(
                    "[{}] is missing: what it said before stays in force; empty the file instead", path());
        }
        missing = look == Look.MISSING;
        return look == Look.GROWING;
    }

    /**
     * What is on the disk, in lines, once nobody writes to it; {@code null} if there is no file. What is read is not handled by that.
     *
     * @throws IOException if it cannot be read, or somebody writes to it all the time
     */
    List<String> settled(Duration quiet) throws IOException {
        for (int i = 0; i < LOOKS; i++) {
            if (look(quiet) == Look.GROWING) {
                LockSupport.parkNanos(quiet.toNanos() / 2);
                continue;
            }
            looked = stamp();
            if (looked == null) {
                return null;
            }
            List<String> lines = lines(Files.readAllBytes(path()));
            if (looked.equals(stamp())) {
                return lines;
            }
        }
        throw new IOException("it is being written all the time; save it, then try again");
    }

    /**
     * Puts these lines in the place of what {@link #settled} read last: all of them or none. They count as handled.
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
