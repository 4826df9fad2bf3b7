package org.doorward.trail.index;

import java.nio.ByteBuffer;

/*
 *   | size 4 | blocks 4 | start 8 | length 8 | from, to 8 8 | lowest, highest serial 8 8 | events 8 | skipped 8 | CRC-32C 4 |
 */
/**
 * What all blocks of a chunk have in common.
 *
 * @param size of the chunk in the index, this head included, in bytes
 * @param blocks how many there are, at least one
 * @param start where the first one begins in the segment
 * @param length of all blocks in the segment, in bytes
 * @param fromMillis the earliest stamp
 * @param toMillis the latest stamp
 * @param fromSerial the lowest serial
 * @param toSerial the highest serial
 * @param events how many there are
 * @param skipped how many lines are no records
 */
record ChunkHead(
        int size,
        int blocks,
        long start,
        long length,
        long fromMillis,
        long toMillis,
        long fromSerial,
        long toSerial,
        long events,
        long skipped) {
    /** In bytes. */
    static final int SIZE = 2 * Integer.BYTES + 8 * Long.BYTES + Checked.SIZE;

    /** Where the first block behind the chunk begins. */
    long end() {
        return start + length;
    }

    /** The same with one block more, behind the others. */
    ChunkHead with(Block block) {
        return new ChunkHead(
                size,
                blocks + 1,
                start,
                length + block.length(),
                Math.min(fromMillis, block.fromMillis()),
                Math.max(toMillis, block.toMillis()),
                Math.min(fromSerial, block.fromSerial()),
                Math.max(toSerial, block.toSerial()),
                events + block.events(),
                skipped + block.skipped());
    }

    /** Of a chunk without blocks. */
    static ChunkHead empty(long start) {
        return new ChunkHead(0, 0, start, 0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 0, 0);
    }

    ChunkHead ofSize(int sizeOfAll) {
        return new ChunkHead(
                sizeOfAll, blocks, start, length, fromMillis, toMillis, fromSerial, toSerial, events, skipped);
    }

    void write(ByteBuffer bytes) {
        int from = bytes.position();
        bytes.putInt(size)
                .putInt(blocks)
                .putLong(start)
                .putLong(length)
                .putLong(fromMillis)
                .putLong(toMillis)
                .putLong(fromSerial)
                .putLong(toSerial)
                .putLong(events)
                .putLong(skipped);
        Checked.close(bytes, from);
    }

    /** @throws DamagedIndexException if it is none */
    static ChunkHead read(ByteBuffer bytes) throws DamagedIndexException {
        Checked.check(bytes);
        ChunkHead head = new ChunkHead(
                bytes.getInt(),
                bytes.getInt(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong());
        if (head.blocks < 1 || head.size < SIZE || head.length < 1) {
            throw new DamagedIndexException("a chunk of [" + head.blocks + "] blocks and [" + head.size + "] bytes");
        }
        return head;
    }
}
