package org.doorward.trail.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The segments of a trail by their names, for a reader that goes from one to the next while the writer renames them: number 0 is the one
 * that is written, number 1 the newest of the others. What the file is, whatever its name, its key says. Immutable.
 */
final class SegmentNames {
    private final Path current;

    /** @param trail the folder, or the file that is written */
    SegmentNames(Path trail) {
        current = Files.isDirectory(trail) ? trail.resolve("audit.log") : trail;
    }

    /** An open segment and its key. */
    record Opened(FileChannel channel, Object key) {}

    Path number(int number) {
        return number == 0 ? current : current.resolveSibling(current.getFileName() + "." + number);
    }

    /** The key of what has the number now, or {@code null}. */
    Object key(int number) throws IOException {
        try {
            return Files.readAttributes(number(number), BasicFileAttributes.class)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** In bytes; 0 if nothing has the number. */
    long size(int number) throws IOException {
        try {
            return Files.size(number(number));
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** When what has the number was written last, since 1970-01-01T00:00Z; the end of time if nothing has. */
    long modifiedMillis(int number) throws IOException {
        try {
            return Files.getLastModifiedTime(number(number)).toMillis();
        } catch (NoSuchFileException e) {
            return Long.MAX_VALUE;
        }
    }

    /** How many there are. In the middle of a rotation one number is missing, which counts. */
    int count() throws IOException {
        int count = 0;
        while (key(count) != null || key(count + 1) != null) {
            count++;
        }
        return count;
    }

    /*
     * Looks upwards: there the writer moves segments, too, so that it cannot carry the one that is looked for past the look. A rename that is
     * taken back can; hence twice.
     */
    /** The number that the file of this key has now; -1: none. */
    int numberOf(Object key) throws IOException {
        for (int look = 0; look < 2; look++) {
            for (int number = 0; key(number) != null || key(number + 1) != null; number++) {
                if (key.equals(key(number))) {
                    return number;
                }
            }
        }
        return -1;
    }

    /** Opens what has the number; {@code null} if nothing has, or it is not the same any more once it is open. */
    Opened open(int number) throws IOException {
        Object before = key(number);
        if (before == null) {
            return null;
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(number(number));
        } catch (NoSuchFileException e) {
            return null;
        }
        boolean same = false;
        try {
            same = before.equals(key(number));
            return same ? new Opened(channel, before) : null;
        } finally {
            if (!same) {
                channel.close();
            }
        }
    }

    /**
     * Opens the next newer segment; {@code null} if there is none yet, or names change just now. The writer renames the oldest first: what keeps its
     * number until the next newer one is open had that one next to it.
     *
     * @param number of the segment whose successor is meant, above 0
     * @param key its key
     */
    Opened openAfter(int number, Object key) throws IOException {
        for (int next = number - 1; next >= 0; next--) {
            if (key(next) != null) {
                Opened opened = open(next);
                if (opened != null && !key.equals(key(number))) {
                    opened.channel().close();
                    return null;
                }
                return opened;
            }
        }
        return null;
    }
}
