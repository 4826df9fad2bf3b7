package org.doorward.trail.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.BitSet;

/*
 * The signature of a block, one bit for each row of grams, is a Bloom filter with two hashes. They stand bit by bit, not block by block, as the
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
    static final int DIRECTORY = Gram.ROWS * Short.BYTES + Checked.SIZE;

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

    /**
     * Takes from a set of blocks those in which surely neither one of the parts stands, nor one of the names before another value than the
     * usual one.
     *
     * @param names end with {@code =}
     * @param usual of the names; {@code null} if there are none
     */
    public void retain(BitSet blocks, byte[][] parts, byte[][] names, UsualValue usual) throws IOException {
        BitSet any = new BitSet();
        for (byte[] part : parts) {
            any.or(holding(part));
        }
        for (byte[] name : names) {
            BitSet other = holding(name);
            if (name.length >= Gram.LENGTH) {
                and(other, Gram.other(usual, Gram.at(name, name.length - Gram.LENGTH)));
            }
            any.or(other);
        }
        blocks.and(any);
    }

    private BitSet holding(byte[] part) throws IOException {
        BitSet blocks = new BitSet();
        blocks.set(0, head.blocks());
        for (int at = 0; at <= part.length - Gram.LENGTH && !blocks.isEmpty(); at++) {
            and(blocks, Gram.at(part, at));
        }
        return blocks;
    }

    private void and(BitSet blocks, int gram) throws IOException {
        andRow(blocks, Gram.row(gram));
        andRow(blocks, Gram.otherRow(gram));
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
