package org.doorward.tools.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A segment of a trail, whatever its name.
 *
 * @param device the number of the file system, in 32 bits as the original writes it
 * @param inode its number there
 */
record Segment(int device, long inode) {
    private static final long TRUNCATED = 0xFFFF_FFFFL;

    /** @throws IOException if it is not there, or its file system numbers nothing */
    static Segment of(Path file) throws IOException {
        try {
            Map<String, Object> numbers = Files.readAttributes(file, "unix:dev,ino");
            return new Segment(((Number) numbers.get("dev")).intValue(), ((Number) numbers.get("ino")).longValue());
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            throw new IOException("its file system has no numbers of files", e);
        }
    }

    /** The file that is written, of a trail that is a folder or that file. */
    static Path written(Path trail) {
        if (!Files.isDirectory(trail)) {
            return trail;
        }
        Path current = trail.resolve("audit.log");
        Path newest = trail.resolve("audit.log.1");
        return Files.exists(current) || !Files.exists(newest)
                ? current
                : newest; // a crash in a rotation leaves no current one
    }

    /** Whether a segment of the trail is this one. The original writes 32 bits of the number of a file. */
    boolean isIn(Path trail) throws IOException {
        Path file = written(trail);
        for (int number = 1; Files.exists(file); number++) {
            Segment segment = of(file);
            boolean same = inode == segment.inode || inode == (segment.inode & TRUNCATED);
            if (same && device == segment.device) {
                return true;
            }
            file = file.resolveSibling("audit.log." + number);
        }
        return false;
    }
}
