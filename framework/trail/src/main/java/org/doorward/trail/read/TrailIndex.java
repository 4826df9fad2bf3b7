package org.doorward.trail.read;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.doorward.trail.index.IndexWriter;

/**
 * The indexes of a trail, one for each segment, in the folder {@code .index} beside them. They are never needed: a {@link TrailLog} uses those that
 * are there and true, and finds the same without them. Safe for all threads, and for several processes at once.
 */
public final class TrailIndex {
    /** In bytes. What is missing is read instead; that takes less time than to make an index of it. */
    private static final long LEAST = 1024 * 1024;

    /** An index that is being written is not taken for what a crash has left. */
    private static final Duration UNFINISHED = Duration.ofHours(1);

    private TrailIndex() {}

    /**
     * Makes what is missing, and deletes, for a folder, what belongs to no segment any more. Reads what was not read before, once.
     *
     * @param trail a file, or the folder of {@code audit.log}, {@code audit.log.1}, ...
     * @throws IOException if a segment cannot be read or an index not be written
     */
    public static void update(Path trail) throws IOException {
        update(trail, LEAST, IndexWriter.LEAST_BLOCK);
    }

    static void update(Path trail, long least, int leastBlock) throws IOException {
        Set<Path> indexes = new HashSet<>();
        Deque<SegmentInput> segments = OpenSegments.oldestFirst(trail);
        try {
            while (!segments.isEmpty()) {
                try (SegmentInput segment = segments.removeFirst()) {
                    SegmentIndex.update(segment, least, leastBlock);
                    indexes.add(SegmentIndex.of(segment));
                }
            }
        } finally {
            OpenSegments.closeAll(segments);
        }
        if (Files.isDirectory(trail)) {
            deleteAllBut(indexes, trail.resolve(SegmentIndex.FOLDER));
        }
    }

    private static void deleteAllBut(Set<Path> indexes, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Instant old = Instant.now().minus(UNFINISHED);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                boolean unfinished = file.toString().endsWith(IndexWriter.UNFINISHED);
                if (unfinished && Files.getLastModifiedTime(file).toInstant().isBefore(old)
                        || !unfinished && !indexes.contains(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
