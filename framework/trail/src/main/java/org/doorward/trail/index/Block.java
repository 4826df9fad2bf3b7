package org.doorward.trail.index;

import java.nio.ByteBuffer;

/*
 *   | length 8 | from, to 8 8 | lowest, highest serial 8 8 | events 4 | skipped 4 |
 */
/**
 * Some events that stand together in a segment, and of which all records stand there: who begins to read at a block reads the same events
 * there as who comes from before.
 *
 * @param length in bytes
 * @param fromMillis the earliest stamp
 * @param toMillis the latest stamp
 * @param fromSerial the lowest serial
 * @param toSerial the highest serial
 * @param events how many there are
 * @param skipped how many lines are no records
 */
record Block(long length, long fromMillis, long toMillis, long fromSerial, long toSerial, int events, int skipped) {
    /** In bytes, of one that is written. */
    static final int SIZE = 5 * Long.BYTES + 2 * Integer.BYTES;

    static Block read(ByteBuffer bytes) {
        return new Block(
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getInt(),
                bytes.getInt());
    }

    void write(ByteBuffer bytes) {
        bytes.putLong(length)
                .putLong(fromMillis)
                .putLong(toMillis)
                .putLong(fromSerial)
                .putLong(toSerial)
                .putInt(events)
                .putInt(skipped);
    }
}
