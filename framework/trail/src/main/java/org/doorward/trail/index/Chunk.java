package org.doorward.trail.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.BitSet;

/*
 * The signature of a block, one bit for each of the rows, is a Bloom filter with two hashes. They stand bit by bit, not block by block, as the
 * bit-sliced signature files of Roberts (1979): a text of twelve characters is looked for in eighteen rows, and nothing else is read.
 *
 *   chunk      | head | directory | row | row | ... | block table |
 *   directory  | for each row its number among those that follow, 2 bytes; -1: in no block, -2: in each one | CRC-32C 4 |
 *   row        | one bit for each block, in words of 64 | CRC-32C 4 |
 */
/** What is known of up to {@value #MOST} blocks of a segment that follow one another. Not safe for several threads. */
public final class Chunk {
    /** How many blocks a chunk has at most. */
    static final int MOST = 2048;

    static final short NONE = -1;
    static final short ALL = -2;
    static final int DIRECTORY = Rows.COUNT * Short.BYTES + Checked.SIZE;

    private final FileChannel file;
    private final long position;
    private final ChunkHead head;
    private final ByteBuffer directory;

    private Chunk(FileChannel file, long position, ChunkHead head, ByteBuffer directory) {
        this.file = file;
        this.position = position;
        this.head = head;
        this.directory = directory;
    }

    static int words(int blocks) {
        return (blocks + Long.SIZE - 1) / Long.SIZE;
    }

    static int rowSize(int blocks) {
        return words(blocks) * Long.BYTES + Checked.SIZE;
    }

    /** Reads the directory of the chunk that begins there; rows and blocks are read when they are asked for. */
    static Chunk read(FileChannel file, long position, ChunkHead head) throws IOException {
        ByteBuffer directory = Checked.read(file, position + ChunkHead.SIZE, DIRECTORY);
        Checked.check(directory);
        return new Chunk(file, position, head, directory);
    }

    ChunkHead head() {
        return head;
    }

    BlockTable blocks() throws IOException {
        return BlockTable.read(file, position + head.size() - BlockTable.size(head.blocks()), head.blocks());
    }

    /** The blocks in which this part of a line may stand. */
    public BitSet holding(byte[] part) throws IOException {
        BitSet blocks = new BitSet();
        blocks.set(0, head.blocks());
        for (int at = 0; at <= part.length - Gram.LENGTH && !blocks.isEmpty(); at++) {
            and(blocks, Rows.GRAMS, Gram.at(part, at));
        }
        return blocks;
    }

    /**
     * The blocks in which this value, or one that is not of the usual way, may stand behind the name.
     *
     * @param name its end, with {@code =}
     * @param value of the usual way
     */
    public BitSet holding(byte[] name, UsualValue usual, byte[] value) throws IOException {
        BitSet blocks = holding(name);
        BitSet others = (BitSet) blocks.clone();
        int end = name.length - Gram.LENGTH;
        if (end >= 0) {
            int nameEnd = Gram.at(name, end);
            and(blocks, Rows.VALUES, Gram.value(usual, nameEnd, value, 0, value.length));
            and(others, Rows.VALUES, Gram.value(usual, nameEnd, value, 0, 0));
        }
        blocks.or(others);
        return blocks;
    }

    private void and(BitSet blocks, Rows of, int gram) throws IOException {
        andRow(blocks, of.row(gram));
        andRow(blocks, of.otherRow(gram));
    }

    private void andRow(BitSet blocks, int row) throws IOException {
        short number = directory.getShort(row * Short.BYTES);
        if (number == NONE) {
            blocks.clear();
        } else if (number != ALL) {
            blocks.and(row(number));
        }
    }

    private BitSet row(short number) throws IOException {
        int size = rowSize(head.blocks());
        ByteBuffer bytes = Checked.read(file, position + ChunkHead.SIZE + DIRECTORY + (long) number * size, size);
        Checked.check(bytes);
        long[] words = new long[words(head.blocks())];
        bytes.asLongBuffer().get(words);
        return BitSet.valueOf(words);
    }
}
