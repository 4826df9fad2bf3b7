package org.doorward.trail.read;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.doorward.trail.index.IndexWriter;

/**
 * The indexes of a trail, one for each segment, in the folder {@code .index} beside them. They are never needed: a {@link TrailLog} uses those that
 * are there and true, and finds the same without them. Several processes may make them at once; an object of this class is not safe for several
 * threads, but for {@link #position()}.
 */
public final class TrailIndex {
    /** In bytes. What is missing is read instead; that takes less time than to make an index of it. */
    private static final long LEAST = 1024 * 1024;

    /** An index that is being written is not taken for what a crash has left. */
    private static final Duration UNFINISHED = Duration.ofHours(1);

    private final Path trail;
    private final long least;
    private final int leastBlock;
    /** Written by who makes the index alone. */
    private volatile long position;

    /** Of a trail: a file, or the folder of {@code audit.log}, {@code audit.log.1}, ... Nothing is read yet. */
    public TrailIndex(Path trail) {
        this(trail, LEAST, IndexWriter.LEAST_BLOCK);
    }

    TrailIndex(Path trail, long least, int leastBlock) {
        this.trail = trail;
        this.least = least;
        this.leastBlock = leastBlock;
    }

    /** How many bytes of the trail need not be looked at any more. Any thread may ask. */
    public long position() {
        return position;
    }

    /**
     * Makes what is missing, and deletes, for a folder, what belongs to no segment any more. Reads once what was not read before.
     *
     * @throws IOException if a segment cannot be read or an index not be written
     */
    public void update() throws IOException {
        Set<Path> indexes = new HashSet<>();
        Deque<SegmentInput> segments = OpenSegments.oldestFirst(trail);
        long before = 0;
        try {
            while (!segments.isEmpty()) {
                try (SegmentInput segment = segments.removeFirst()) {
                    long begun = before;
                    SegmentIndex.update(segment, least, leastBlock, read -> position = begun + read);
                    indexes.add(SegmentIndex.of(segment));
                    before += segment.file().size();
                    position = before;
                }
            }
        } finally {
            OpenSegments.closeAll(segments);
        }
        if (Files.isDirectory(trail)) {
            deleteAllBut(indexes);
        }
    }

    private void deleteAllBut(Set<Path> indexes) throws IOException {
        Path folder = trail.resolve(SegmentIndex.FOLDER);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
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
