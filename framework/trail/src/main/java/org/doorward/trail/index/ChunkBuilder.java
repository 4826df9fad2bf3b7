package org.doorward.trail.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the blocks of a {@link Chunk} and writes it; then begins the next one. Not safe for several threads. */
final class ChunkBuilder {
    private final long[][] rows = new long[Gram.ROWS][Chunk.MOST / Long.SIZE];
    private final List<Block> blocks = new ArrayList<>();
    private ChunkHead head;

    /** @param start where the first block begins in the segment */
    ChunkBuilder(long start) {
        head = ChunkHead.empty(start);
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    boolean isFull() {
        return blocks.size() == Chunk.MOST;
    }

    /** Where the next block begins. */
    long end() {
        return head.end();
    }

    void add(Block block, BlockGrams grams) {
        int column = blocks.size();
        grams.forEach(row -> rows[row][column / Long.SIZE] |= 1L << column);
        blocks.add(block);
        head = head.with(block);
    }

    /** Writes the chunk at the position of the file. */
    void write(FileChannel file) throws IOException {
        int words = Chunk.words(blocks.size());
        int rowSize = Chunk.rowSize(blocks.size());
        byte[] kinds = new byte[Gram.ROWS];
        int mixed = 0;
        for (int row = 0; row < Gram.ROWS; row++) {
            kinds[row] = kind(rows[row], words);
            mixed += kinds[row] == Chunk.MIXED ? 1 : 0;
        }
        int size = ChunkHead.SIZE + Chunk.tableSize(blocks.size()) + mixed * rowSize;
        ByteBuffer bytes = ByteBuffer.allocate(size);
        head.ofSize(size).write(bytes);
        writeTable(bytes, kinds);
        for (int row = 0; row < Gram.ROWS; row++) {
            if (kinds[row] == Chunk.MIXED) {
                writeRow(bytes, rows[row], words);
            }
        }
        bytes.flip();
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        begin();
    }

    private void begin() {
        head = ChunkHead.empty(head.end());
        blocks.clear();
        for (long[] row : rows) {
            Arrays.fill(row, 0);
        }
    }

    private void writeTable(ByteBuffer bytes, byte[] kinds) {
        int from = bytes.position();
        for (Block block : blocks) {
            block.write(bytes);
        }
        bytes.put(kinds);
        Checked.close(bytes, from);
    }

    private static void writeRow(ByteBuffer bytes, long[] row, int words) {
        int from = bytes.position();
        for (int word = 0; word < words; word++) {
            bytes.putLong(row[word]);
        }
        Checked.close(bytes, from);
    }

    private byte kind(long[] row, int words) {
        int set = 0;
        for (int word = 0; word < words; word++) {
            set += Long.bitCount(row[word]);
        }
        return set == 0 ? Chunk.NONE : set == blocks.size() ? Chunk.ALL : Chunk.MIXED;
    }
}
