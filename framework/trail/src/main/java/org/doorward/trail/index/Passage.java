package org.doorward.trail.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;

/**
 * Leads a reader through a segment past the blocks in which nothing is that somebody looks for. A damaged index leads no further: what is left is
 * read. Not safe for several threads.
 */
public final class Passage implements Closeable {
    private final IndexFile index;
    private final BlockQuery query;

    private long position = Seal.SIZE;
    private ChunkHead head;
    private Chunk chunk;
    private BitSet wanted;
    /** The next block that the reader may come to, and where it begins. */
    private int next;

    private long nextStart;
    private boolean ended;
    private long events;
    private long skipped;

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
        try {
            while (!ended && goTo(to) && nextStart == to && passChunkOrBlock()) {
                to = nextStart;
            }
        } catch (IOException e) {
            ended = true;
        }
        return to;
    }

    /** Makes the first block that does not begin before the offset the next one; false if there is none. */
    private boolean goTo(long offset) throws IOException {
        while (head == null || offset >= head.end()) {
            position += head == null ? 0 : head.size();
            head = index.head(position);
            chunk = null;
            if (head == null) {
                ended = true;
                return false;
            }
            next = 0;
            nextStart = head.start();
        }
        while (nextStart < offset) {
            load();
            nextStart += chunk.block(next++).length();
        }
        return true;
    }

    /** Passes over what begins at the next block if it is not wanted. */
    private boolean passChunkOrBlock() throws IOException {
        if (next == 0 && !query.mayMatch(head.fromMillis(), head.toMillis(), head.fromSerial(), head.toSerial())) {
            events += head.events();
            skipped += head.skipped();
            nextStart = head.end();
            next = head.blocks();
            return true;
        }
        load();
        if (next == head.blocks() || wanted.get(next)) {
            return false;
        }
        Block block = chunk.block(next++);
        events += block.events();
        skipped += block.skipped();
        nextStart += block.length();
        return true;
    }

    private void load() throws IOException {
        if (chunk == null) {
            chunk = index.chunk(position, head);
            wanted = new BitSet();
            for (int i = 0; i < head.blocks(); i++) {
                Block block = chunk.block(i);
                wanted.set(
                        i, query.mayMatch(block.fromMillis(), block.toMillis(), block.fromSerial(), block.toSerial()));
            }
            if (!wanted.isEmpty()) {
                query.retain(wanted, chunk);
            }
        }
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
