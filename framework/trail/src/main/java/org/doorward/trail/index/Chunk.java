package org.doorward.trail.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.BitSet;

/*
 * The signature of a block, one bit for each row of grams, is a Bloom filter with one hash. They stand bit by bit, not block by block, as the
 * bit-sliced signature files of Roberts (1979): a text of twelve characters is looked for in nine rows, and nothing else is read.
 *
 *   chunk   | head | table | row | row | ...
 *   table   | block | block | ... | kind of each row, 1 byte | CRC-32C |       kind: none = in no block, all = in each one, mixed
 *   row     | one bit for each block, in words of 64 | CRC-32C |               the mixed ones only, in their order
 */
/** What is known of up to {@value #MOST} blocks of a segment that follow one another. Not safe for several threads. */
public final class Chunk {
    /** How many blocks a chunk has at most. */
    static final int MOST = 2048;

    static final byte NONE = 0;
    static final byte ALL = 1;
    static final byte MIXED = 2;

    private final FileChannel file;
    private final long rowsAt;
    private final ChunkHead head;
    private final ByteBuffer table;

    private Chunk(FileChannel file, long rowsAt, ChunkHead head, ByteBuffer table) {
        this.file = file;
        this.rowsAt = rowsAt;
        this.head = head;
        this.table = table;
    }

    static int words(int blocks) {
        return (blocks + Long.SIZE - 1) / Long.SIZE;
    }

    static int rowSize(int blocks) {
        return words(blocks) * Long.BYTES + Checked.SIZE;
    }

    static int tableSize(int blocks) {
        return blocks * Block.SIZE + Gram.ROWS + Checked.SIZE;
    }

    /** Reads all but the rows of the chunk that begins there. @throws DamagedIndexException if it is none */
    static Chunk read(FileChannel file, long position, ChunkHead head) throws IOException {
        long tableAt = position + ChunkHead.SIZE;
        ByteBuffer table = Checked.read(file, tableAt, tableSize(head.blocks()));
        Checked.check(table);
        return new Chunk(file, tableAt + table.limit(), head, table);
    }

    ChunkHead head() {
        return head;
    }

    Block block(int number) {
        return Block.read(table.duplicate().position(number * Block.SIZE));
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
                and(other, Gram.rowOfOther(usual, name, name.length - Gram.LENGTH));
            }
            any.or(other);
        }
        blocks.and(any);
    }

    private BitSet holding(byte[] part) throws IOException {
        BitSet blocks = new BitSet();
        blocks.set(0, head.blocks());
        for (int at = 0; at <= part.length - Gram.LENGTH && !blocks.isEmpty(); at++) {
            and(blocks, Gram.row(part, at));
        }
        return blocks;
    }

    private void and(BitSet blocks, int row) throws IOException {
        switch (kind(row)) {
            case NONE -> blocks.clear();
            case ALL -> {}
            case MIXED -> blocks.and(mixed(row));
            default -> throw new DamagedIndexException("a row of kind [" + kind(row) + "]");
        }
    }

    private byte kind(int row) {
        return table.get(head.blocks() * Block.SIZE + row);
    }

    private BitSet mixed(int row) throws IOException {
        int before = 0;
        for (int other = 0; other < row; other++) {
            before += kind(other) == MIXED ? 1 : 0;
        }
        int size = rowSize(head.blocks());
        ByteBuffer bytes = Checked.read(file, rowsAt + (long) before * size, size);
        Checked.check(bytes);
        long[] words = new long[words(head.blocks())];
        bytes.asLongBuffer().get(words);
        return BitSet.valueOf(words);
    }
}
