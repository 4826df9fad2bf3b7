package org.doorward.osgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;

/**
 * A file that is looked at again and again: has it changed, and does it stand still? Used by one thread at a time.
 *
 * <p>A file stands still when nobody has written to it for a while, by its own time or under our eyes: its folder may have another
 * clock than we.
 */
class WatchedFile {
    /** What a look at the file says. */
    enum Look {
        /** It is as it was when it was last {@link #handled}. */
        SAME,
        /** It is another, and may still be written. */
        GROWING,
        /** It is another and stands still. */
        READY,
        /** It is not there, or not readable at this moment. */
        MISSING
    }

    record Stamp(long size, Instant modified, Object key) {}

    private final Path path;
    private Stamp seen;
    private long seenSince;
    private Stamp handled;

    WatchedFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Looks at the file. {@code quiet}: for how long nobody must have written to it. */
    Look look(Duration quiet) {
        Stamp now = stamp();
        if (now == null) {
            return Look.MISSING;
        }
        if (!now.equals(seen)) {
            seen = now;
            seenSince = System.nanoTime();
        }
        if (now.equals(handled)) {
            return Look.SAME;
        }
        boolean still =
                now.modified().plus(quiet).isBefore(Instant.now()) || System.nanoTime() - seenSince > quiet.toNanos();
        return still ? Look.READY : Look.GROWING;
    }

    /**
     * Reads what the last look saw, which is handled with this, whatever becomes of it.
     *
     * @return the content, or {@code null} if it changed while it was read: look again
     */
    byte[] read() throws IOException {
        byte[] content = Files.readAllBytes(path);
        if (!seen.equals(stamp())) {
            return null;
        }
        handled = seen;
        return content;
    }

    /** The file is as we left it: there is nothing to read. */
    final void handled(Stamp as) {
        seen = as;
        handled = as;
    }

    /** What was read was not dealt with: the next look finds the file changed. */
    void again() {
        handled = null;
    }

    final Stamp stamp() {
        return stamp(path);
    }

    static Stamp stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime().toInstant(), attributes.fileKey());
        } catch (IOException e) {
            return null;
        }
    }
}
