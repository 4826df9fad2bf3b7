package org.doorward.trail.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the blocks of a {@link Chunk} and writes it; then begins the next one. Not safe for several threads. */
final class ChunkBuilder {
    private final long[][] rows = new long[Rows.COUNT][Chunk.MOST / Long.SIZE];
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

    void add(Block block, BlockRows its) {
        int column = blocks.size();
        its.forEach(row -> rows[row][column / Long.SIZE] |= 1L << column);
        blocks.add(block);
        head = head.with(block);
    }

    /** Writes the chunk at the position of the file, and begins the next one. */
    void write(FileChannel file) throws IOException {
        int count = blocks.size();
        short[] numbers = new short[Rows.COUNT];
        int mixed = 0;
        for (int row = 0; row < Rows.COUNT; row++) {
            int set = bits(rows[row]);
            numbers[row] = set == 0 ? Chunk.NONE : set == count ? Chunk.ALL : (short) mixed++;
        }
        int size = ChunkHead.SIZE + Chunk.DIRECTORY + mixed * Chunk.rowSize(count) + BlockTable.size(count);
        ByteBuffer bytes = ByteBuffer.allocate(size);
        head.ofSize(size).write(bytes);
        writeDirectory(bytes, numbers);
        for (int row = 0; row < Rows.COUNT; row++) {
            if (numbers[row] >= 0) {
                writeRow(bytes, rows[row], Chunk.words(count));
            }
        }
        BlockTable.write(bytes, blocks);
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

    private static void writeDirectory(ByteBuffer bytes, short[] numbers) {
        int from = bytes.position();
        for (short number : numbers) {
            bytes.putShort(number);
        }
        Checked.close(bytes, from);
    }

    private static void writeRow(ByteBuffer bytes, long[] row, int words) {
        int from = bytes.position();
        for (int word = 0; word < words; word++) {
            bytes.putLong(row[word]);
        }
        Checked.close(bytes, from);
    }

    private static int bits(long[] row) {
        int bits = 0;
        for (long word : row) {
            bits += Long.bitCount(word);
        }
        return bits;
    }
}
