package org.doorward.trail.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/*
 * Rotation, and what a crash or a failure between two steps leaves. Names must have no gap: ausearch stops at the first number that is missing.
 *
 *   1  audit.log.2 -> .3, audit.log.1 -> .2    a gap: closed at once, at the next rotation, and at start
 *   2  audit.log -> audit.log.1                no audit.log: a new one is made; readers begin with number 1
 *   3  audit.log is made, empty                it is taken as it is
 *   4  the folder is synced                    only now is anything written to it that may be acknowledged
 *   5  what is beyond num_logs is deleted      from the highest number on: no gap; again at the next rotation
 *
 * A folder whose sync failed is changed again before it is synced again (the new file is deleted and made anew): a second sync of the same
 * state might return success for what the first one lost.
 */
/** The names of a trail: {@code audit.log} is written, {@code audit.log.1} is the newest of the others. Belongs to the writer. */
final class Segments {
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final int PROOF = 4096;
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,6}");

    private final Path current;
    private final Disk disk;

    Segments(Path current, Disk disk) {
        this.current = current.toAbsolutePath();
        this.disk = disk;
    }

    Path current() {
        return current;
    }

    Path number(int number) {
        return current.resolveSibling(current.getFileName() + "." + number);
    }

    String name() {
        return current.getFileName().toString();
    }

    /** The folder, made if it is missing. */
    void makeFolder() throws IOException {
        if (!Files.isDirectory(current.getParent())) {
            Files.createDirectories(current.getParent(), FOLDER);
        }
    }

    boolean hasCurrent() {
        return disk.exists(current);
    }

    /** Opens what has the name of the current segment, or makes it. */
    Disk.Channel open() throws IOException {
        return disk.open(current);
    }

    /**
     * Makes a new, empty current segment and its name durable. What has the name is a failed attempt of the same. If it fails, nothing has the
     * name, as far as that can be had.
     *
     * @param proof whether the disk is to show first that it syncs data
     */
    Disk.Channel create(boolean proof) throws IOException {
        Disk.Channel next = null;
        try {
            if (hasCurrent()) {
                removeEmpty();
            }
            next = open();
            if (proof) {
                prove(next);
            }
            syncFolder();
            return next;
        } catch (IOException | RuntimeException e) {
            try (Disk.Channel failed = next) {
                if (hasCurrent()) {
                    disk.delete(current);
                }
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** An empty file may be synced by a disk that takes no data. What a crash leaves of it are zeros, which recovery cuts. */
    private static void prove(Disk.Channel next) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(PROOF);
        while (zeros.hasRemaining()) {
            next.write(zeros);
        }
        next.force();
        next.truncate(0);
    }

    private void removeEmpty() throws IOException {
        try (Disk.Channel found = open()) {
            if (found.position() > PROOF) {
                throw new IOException("[" + current + "] is not empty, and nobody knows it; move it away");
            }
        }
        disk.delete(current);
    }

    /** Gives the current segment number 1 and each other the next. If it fails, the current one keeps its name. */
    void shift() throws IOException {
        closeGaps();
        try {
            int last = 0;
            while (disk.exists(number(last + 1))) {
                last++;
            }
            for (int number = last; number >= 1; number--) {
                disk.move(number(number), number(number + 1));
            }
            disk.move(current, number(1));
        } catch (IOException e) {
            if (!hasCurrent()) {
                return; // it failed after it was done
            }
            tidy(e);
            throw e;
        }
    }

    /** Gives number 1 the name of the current segment again. */
    void unshift() throws IOException {
        disk.move(number(1), current);
        closeGaps();
    }

    /** Deletes the current segment, which holds nothing that counts. */
    void remove() throws IOException {
        if (hasCurrent()) {
            disk.delete(current);
        }
    }

    /** Deletes the oldest segments, so that so many are kept in all. */
    void keep(int segments) throws IOException {
        int last = 0;
        while (disk.exists(number(last + 1))) {
            last++;
        }
        for (int number = last; number >= segments; number--) {
            disk.delete(number(number));
        }
    }

    private void tidy(IOException cause) {
        try {
            closeGaps();
        } catch (IOException again) {
            cause.addSuppressed(again);
        }
    }

    /** Readers stop at the first number that is missing; a crash between two renames leaves one out. */
    void closeGaps() throws IOException {
        int free = 1;
        for (int number : numbers()) {
            if (number != free) {
                disk.move(number(number), number(free));
            }
            free++;
        }
    }

    /** In order. */
    private SortedSet<Integer> numbers() throws IOException {
        SortedSet<Integer> numbers = new TreeSet<>();
        String prefix = name() + ".";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(current.getParent(), prefix + "*")) {
            for (Path file : files) {
                String number = file.getFileName().toString().substring(prefix.length());
                if (NUMBER.matcher(number).matches()) {
                    numbers.add(Integer.valueOf(number));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return numbers;
    }

    /** Renames what is no segment out of the way of all readers. It is not changed. */
    Path setAside(Path segment) throws IOException {
        Path aside = aside();
        disk.move(segment, aside);
        return aside;
    }

    /** A name for what is set aside. */
    Path aside() {
        int number = 1;
        Path aside = current.resolveSibling(name() + ".corrupt-" + number);
        while (disk.exists(aside)) {
            number++;
            aside = current.resolveSibling(name() + ".corrupt-" + number);
        }
        return aside;
    }

    /** Makes the names in the folder durable. */
    void syncFolder() throws IOException {
        disk.syncFolder(current.getParent());
    }

    long usableBytes() throws IOException {
        return disk.usable(current.getParent());
    }

    long totalBytes() throws IOException {
        return disk.total(current.getParent());
    }
}
