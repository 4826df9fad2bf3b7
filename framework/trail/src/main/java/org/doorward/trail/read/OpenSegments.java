package org.doorward.trail.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The segments of a trail for a reader, which shares nothing with the writer but the names: the file that is named, or {@code audit.log},
 * {@code audit.log.1} or {@code audit.log.1.gz}, ... of a folder.
 */
final class OpenSegments {
    /** How often a reader tries to open a trail that is rotated at the same time. */
    private static final int ATTEMPTS = 20;

    private OpenSegments() {}

    /**
     * Opens the segments of a folder or the one of a file, oldest first, as they are named at one moment: if the trail is rotated meanwhile,
     * again.
     */
    static Deque<SegmentInput> oldestFirst(Path trail) throws IOException {
        Deque<SegmentInput> opened = new ArrayDeque<>();
        for (int attempt = 1; ; attempt++) {
            try {
                List<Object> before = identities(trail);
                for (Path segment : names(trail)) {
                    opened.add(SegmentInput.open(segment));
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
        for (Path segment : names(trail)) {
            identities.add(
                    Files.readAttributes(segment, BasicFileAttributes.class).fileKey());
        }
        return identities;
    }

    static void closeAll(Deque<SegmentInput> streams) throws IOException {
        while (!streams.isEmpty()) {
            streams.removeFirst().close();
        }
    }

    private static List<Path> names(Path trail) {
        if (!Files.isDirectory(trail)) {
            return List.of(trail);
        }
        Path current = trail.resolve("audit.log");
        List<Path> files = new ArrayList<>();
        Path older = numbered(trail, 1);
        for (int number = 2; Files.exists(older); number++) {
            files.add(0, older);
            older = numbered(trail, number);
        }
        if (files.isEmpty() || Files.exists(current)) { // a crash in a rotation leaves none
            files.add(current);
        }
        return files;
    }

    private static Path numbered(Path trail, int number) {
        Path plain = trail.resolve("audit.log." + number);
        Path packed = trail.resolve("audit.log." + number + ".gz");
        return Files.exists(plain) || !Files.exists(packed) ? plain : packed;
    }
}
