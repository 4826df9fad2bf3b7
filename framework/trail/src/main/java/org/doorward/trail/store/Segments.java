package org.doorward.trail.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** The files of a trail: {@code audit.log} is written, {@code audit.log.1} is the newest of the others. Owner-only. */
final class Segments {
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** The most that num_logs may be. */
    private static final int MOST = 999;

    /** How often a reader tries to open a trail that is rotated at the same time. */
    private static final int ATTEMPTS = 20;

    private final Path current;

    Segments(Path current) {
        this.current = current.toAbsolutePath();
    }

    Path current() {
        return current;
    }

    Path number(int number) {
        return current.resolveSibling(current.getFileName() + "." + number);
    }

    /** The folder, made if it is missing. */
    void makeFolder() throws IOException {
        if (!Files.isDirectory(current.getParent())) {
            Files.createDirectories(current.getParent(), FOLDER);
        }
    }

    FileChannel openLock(Path lock) throws IOException {
        return FileChannel.open(lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FILE);
    }

    /** Opens the current segment, or makes it; what others could read or write before is the owner's alone from now on. */
    FileChannel openCurrent() throws IOException {
        FileChannel file = FileChannel.open(
                current, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), FILE);
        try {
            if (!Files.getPosixFilePermissions(current).equals(FILE.value())) {
                Files.setPosixFilePermissions(current, FILE.value());
            }
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Renames the current segment to number 1, each other to the next, deletes what passes {@code keep} segments in all, and makes a new
     * current one. If it cannot be made, the old one gets its name back.
     */
    FileChannel rotate(int keep) throws IOException {
        closeGaps();
        for (int number = keep - 1; Files.exists(number(number)); number++) {
            Files.delete(number(number));
        }
        for (int number = keep - 2; number >= 1; number--) {
            if (Files.exists(number(number))) {
                Files.move(number(number), number(number + 1));
            }
        }
        Files.move(current, number(1));
        FileChannel next = null;
        try {
            next = openCurrent();
            syncFolder();
            return next;
        } catch (IOException e) {
            if (next != null) {
                next.close();
            }
            Files.move(number(1), current, StandardCopyOption.REPLACE_EXISTING);
            throw e;
        }
    }

    /** Readers stop at the first number that is missing; a crash between two renames leaves one out. */
    void closeGaps() throws IOException {
        int free = 1;
        for (int number = 1; number <= MOST; number++) {
            if (Files.exists(number(number))) {
                if (number != free) {
                    Files.move(number(number), number(free));
                }
                free++;
            }
        }
    }

    /** The last whole event of the newest of the other segments that has one, or {@code null}. What cannot be read has none. */
    RecordHead lastOfOlder() {
        for (int number = 1; Files.exists(number(number)); number++) {
            try (FileChannel file = FileChannel.open(number(number))) {
                RecordHead last = SegmentTail.of(file).last();
                if (last != null) {
                    return last;
                }
            } catch (IOException e) {
                // an older segment is not written any more: its state must not keep this one from being written
            }
        }
        return null;
    }

    /** Whether something else than a file has the name of the current segment. */
    boolean isCurrentNoFile() {
        return Files.exists(current, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(current);
    }

    /** Renames the current segment out of the way of all readers. */
    Path setAside() throws IOException {
        int number = 1;
        Path aside = current.resolveSibling(current.getFileName() + ".corrupt-" + number);
        while (Files.exists(aside)) {
            number++;
            aside = current.resolveSibling(current.getFileName() + ".corrupt-" + number);
        }
        Files.move(current, aside);
        syncFolder();
        return aside;
    }

    /** Makes the names in the folder durable. */
    void syncFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(current.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /**
     * Opens the segments of a folder or the one of a file, oldest first, as they are named at one moment: if the trail is rotated meanwhile,
     * again.
     */
    static Deque<InputStream> openOldestFirst(Path trail) throws IOException {
        Deque<InputStream> opened = new ArrayDeque<>();
        for (int attempt = 1; ; attempt++) {
            try {
                List<Object> before = identities(trail);
                for (Path segment : oldestFirst(trail)) {
                    opened.add(Files.newInputStream(segment));
                }
                if (before.equals(identities(trail))) {
                    return opened;
                }
                closeAll(opened);
            } catch (IOException | RuntimeException e) {
                closeAll(opened);
                if (attempt >= ATTEMPTS || !(e instanceof NoSuchFileException)) {
                    throw e;
                }
            }
            if (attempt >= ATTEMPTS) {
                throw new IOException("trail [" + trail + "] was rotated [" + attempt
                        + "] times while it was opened; raise max_log_file, or read a copy");
            }
        }
    }

    private static List<Object> identities(Path trail) throws IOException {
        List<Object> identities = new ArrayList<>();
        for (Path segment : oldestFirst(trail)) {
            identities.add(
                    Files.readAttributes(segment, BasicFileAttributes.class).fileKey());
        }
        return identities;
    }

    static void closeAll(Deque<InputStream> streams) throws IOException {
        while (!streams.isEmpty()) {
            streams.removeFirst().close();
        }
    }

    /** The segments of a folder or the one of a file, oldest first. */
    private static List<Path> oldestFirst(Path trail) {
        if (!Files.isDirectory(trail)) {
            return List.of(trail);
        }
        Segments segments = new Segments(trail.resolve("audit.log"));
        List<Path> files = new ArrayList<>();
        for (int number = 1; Files.exists(segments.number(number)); number++) {
            files.add(0, segments.number(number));
        }
        if (files.isEmpty() || Files.exists(segments.current())) { // a crash in a rotation leaves none
            files.add(segments.current());
        }
        return files;
    }
}
