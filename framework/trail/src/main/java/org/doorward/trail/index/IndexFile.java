package org.doorward.trail.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/*
 *   | seal | chunk | chunk | ...
 *
 * How it can hide an event, and the test that shows that it does not:
 *   - it is of another segment, or of one that was written again    TrailIndexTest.anIndexOfWhatIsNoLongerThereIsNotUsed
 *   - it was made in another way                                    TrailIndexTest.anIndexOfAnEarlierVersionIsNotUsedAndIsMadeAnew
 *   - it is damaged                                                 TrailIndexProperties.aDamagedIndexHidesNothing
 *   - a text or a value is missing in it                            TrailIndexProperties.withAnIndexTheSameIsFound
 *   - an event lies in two blocks                                   the same, over trails in which events are interleaved
 */
/** An index that is read: the chunks of a segment, in their order. Not safe for several threads. */
public final class IndexFile implements Closeable {
    private final Path path;
    private final FileChannel file;
    private final Seal seal;

    private IndexFile(Path path, FileChannel file, Seal seal) {
        this.path = path;
        this.file = file;
        this.seal = seal;
    }

    /**
     * Opens an index.
     *
     * @param segment that it must be of
     * @param modified when that was written last
     * @throws IOException if there is none, or it is not of this segment
     */
    public static IndexFile open(Path index, FileChannel segment, FileTime modified) throws IOException {
        FileChannel file = FileChannel.open(index);
        boolean taken = false;
        try {
            Seal seal = Seal.read(Checked.read(file, 0, Seal.SIZE));
            if (!seal.isOf(segment, modified)) {
                throw new DamagedIndexException("it is not of this segment");
            }
            taken = true;
            return new IndexFile(index, file, seal);
        } finally {
            if (!taken) {
                file.close();
            }
        }
    }

    /** How many bytes of the segment it knows, from its beginning. */
    public long covered() {
        return seal.covered();
    }

    /** The head of the chunk that begins there in the index; {@code null} behind the last one. */
    ChunkHead head(long position) throws IOException {
        return position == file.size() ? null : ChunkHead.read(Checked.read(file, position, ChunkHead.SIZE));
    }

    /** The chunk of a head. */
    Chunk chunk(long position, ChunkHead head) throws IOException {
        return Chunk.read(file, position, head);
    }

    /** Copies what stands before to the position of another file. */
    void copyTo(FileChannel target, long end) throws IOException {
        for (long at = Seal.SIZE; at < end; ) {
            at += file.transferTo(at, end - at, target);
        }
    }

    /** It is damaged: the next one who needs it finds none, and makes it anew. */
    void discard() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // whoever may write the folder has to see to it; till then it is passed by
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
