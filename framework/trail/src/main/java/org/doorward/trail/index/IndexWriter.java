package org.doorward.trail.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.function.LongConsumer;

/**
 * Writes the index of a segment while that is read. Nothing is seen of it until it is whole. Not safe for several threads.
 */
public final class IndexWriter implements Closeable {
    /** What a block has at least by default, in bytes: ten events or so, few of which are read in vain. */
    public static final int LEAST_BLOCK = 8 * 1024;

    /** How the name of one ends that is not whole yet. */
    public static final String UNFINISHED = ".new";

    private final Path target;
    private final int leastBlock;
    private final LongConsumer read;
    private final Path unfinished;
    private final FileChannel file;
    private final ChunkBuilder chunk;
    private final BlockRows rows = new BlockRows();

    private int events;
    private int skipped;
    private long fromMillis;
    private long toMillis;
    private long fromSerial;
    private long toSerial;

    /**
     * Begins an index.
     *
     * @param target the file of the index, replaced at the end; its folder must be there
     * @param before an index of the same segment whose full chunks are taken over, or {@code null}
     * @param leastBlock how many bytes a block has at least; it ends at the first place behind them where one may end
     * @param read is told, by the thread that reads, how many bytes of the segment are known
     */
    public IndexWriter(Path target, IndexFile before, int leastBlock, LongConsumer read) throws IOException {
        this.target = target;
        this.leastBlock = leastBlock;
        this.read = read;
        unfinished =
                Files.createTempFile(target.getParent(), target.getFileName().toString(), UNFINISHED);
        file = FileChannel.open(unfinished, StandardOpenOption.WRITE);
        boolean begun = false;
        try {
            file.position(Seal.SIZE);
            chunk = new ChunkBuilder(before == null ? 0 : takeOver(before));
            begun = true;
        } finally {
            if (!begun) {
                close();
            }
        }
        clear();
    }

    private long takeOver(IndexFile before) throws IOException {
        long position = Seal.SIZE;
        long end = 0;
        for (ChunkHead head = before.head(position); head != null; head = before.head(position)) {
            if (head.blocks() < Chunk.MOST) {
                break;
            }
            position += head.size();
            end = head.end();
        }
        before.copyTo(file, position);
        return end;
    }

    /** Where in the segment it wants to go on: what stands before is known. */
    public long start() {
        return chunk.end();
    }

    /** A part of a record, from the beginning of its text to the end of a field. */
    public void text(byte[] bytes, int from, int to) {
        rows.add(bytes, from, to);
    }

    /** An event, whose records it is told of. */
    public void event(long stampMillis, long serial) {
        events++;
        fromMillis = Math.min(fromMillis, stampMillis);
        toMillis = Math.max(toMillis, stampMillis);
        fromSerial = Math.min(fromSerial, serial);
        toSerial = Math.max(toSerial, serial);
    }

    /** A line that is no record. */
    public void noRecord() {
        skipped++;
    }

    /** An event begins here before which no other is open, and of which nothing was told yet. */
    public void boundary(long offset) throws IOException {
        long length = offset - chunk.end();
        if (length < leastBlock || events == 0) {
            return;
        }
        chunk.add(new Block(length, fromMillis, toMillis, fromSerial, toSerial, events, skipped), rows);
        if (chunk.isFull()) {
            chunk.write(file);
        }
        read.accept(offset);
        clear();
    }

    /**
     * Puts the index in its place. What came behind the last boundary is not in it.
     *
     * @param segment that was read
     * @param size of it, before it was read
     * @param modified when it was written last, before it was read
     */
    public void finish(FileChannel segment, long size, FileTime modified) throws IOException {
        long covered = chunk.end();
        if (!chunk.isEmpty()) {
            chunk.write(file);
        }
        ByteBuffer seal = ByteBuffer.allocate(Seal.SIZE);
        Seal.of(segment, size, modified, covered).write(seal);
        file.write(seal.flip(), 0);
        file.force(true);
        file.close();
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void clear() {
        rows.clear();
        events = 0;
        skipped = 0;
        fromMillis = Long.MAX_VALUE;
        toMillis = Long.MIN_VALUE;
        fromSerial = Long.MAX_VALUE;
        toSerial = Long.MIN_VALUE;
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(unfinished);
    }
}
