package org.doorward.trail.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;

/**
 * Leads a reader through a segment past the blocks in which nothing is that somebody looks for. A damaged index leads no further and is deleted:
 * what is left is read. Not safe for several threads.
 */
public final class Passage implements Closeable {
    private final IndexFile index;
    private final BlockQuery query;

    private long position = Seal.SIZE;
    /** Of the chunk that the reader may come to next. */
    private ChunkHead head;
    /** Its blocks that are wanted; {@code null}: not looked up yet. */
    private BitSet wanted;
    /** All of them; {@code null}: not read, for they were not needed yet. */
    private BlockTable blocks;

    private int next;
    private boolean ended;
    private long events;
    private long skipped;
    private long latestMillis;

    /** @param index closed with the passage */
    public Passage(IndexFile index, BlockQuery query) {
        this.index = index;
        this.query = query;
    }

    /** How many events the last call led past. */
    public long events() {
        return events;
    }

    /** How many lines the last call led past that are no records. */
    public long skipped() {
        return skipped;
    }

    /** The latest stamp of the events that the last call led past. */
    public long latestMillis() {
        return latestMillis;
    }

    /**
     * Where in the segment to go on.
     *
     * @param offset where an event begins before which no other is open; not below that of an earlier call
     * @return beyond it if nothing that is wanted lies between, else the offset itself
     */
    public long over(long offset) {
        long to = offset;
        events = 0;
        skipped = 0;
        latestMillis = Long.MIN_VALUE;
        try {
            while (!ended && goToChunk(to)) {
                long behind = over(head.start(), to);
                if (behind == to) {
                    break;
                }
                to = behind;
            }
        } catch (DamagedIndexException e) {
            ended = true;
            index.discard();
        } catch (IOException e) {
            ended = true;
        }
        return to;
    }

    /** Goes to the chunk that does not end before the offset; false if there is none. */
    private boolean goToChunk(long offset) throws IOException {
        while (head == null || offset >= head.end()) {
            position += head == null ? 0 : head.size();
            head = index.head(position);
            wanted = null;
            blocks = null;
            next = 0;
            if (head == null) {
                ended = true;
                return false;
            }
        }
        return true;
    }

    /** The same within the chunk. */
    private long over(long start, long offset) throws IOException {
        if (wanted == null) {
            wanted = wanted();
        }
        if (offset == start && wanted.isEmpty()) {
            events += head.events();
            skipped += head.skipped();
            latestMillis = Math.max(latestMillis, head.toMillis());
            return head.end();
        }
        if (blocks == null) {
            blocks = index.chunk(position, head).blocks();
        }
        while (start + blocks.start(next) < offset) {
            next++;
        }
        if (start + blocks.start(next) != offset || wanted.get(next)) {
            return offset;
        }
        int to = wanted.nextSetBit(next);
        to = to < 0 ? head.blocks() : to;
        events += blocks.events(to) - blocks.events(next);
        skipped += blocks.skipped(to) - blocks.skipped(next);
        for (; next < to; next++) {
            latestMillis = Math.max(latestMillis, blocks.toMillis(next));
        }
        return start + blocks.start(to);
    }

    /* Texts first: where they rule out all, the blocks are not read. */
    private BitSet wanted() throws IOException {
        BitSet set = new BitSet();
        if (!query.mayMatch(head.fromMillis(), head.toMillis(), head.fromSerial(), head.toSerial())) {
            return set;
        }
        set.set(0, head.blocks());
        Chunk chunk = index.chunk(position, head);
        query.retain(set, chunk);
        if (!set.isEmpty()) {
            blocks = chunk.blocks();
        }
        for (int block = set.nextSetBit(0); block >= 0; block = set.nextSetBit(block + 1)) {
            if (!blocks.mayMatch(block, query)) {
                set.clear(block);
            }
        }
        return set;
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
