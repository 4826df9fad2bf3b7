package org.doorward.trail.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Four bytes in a row, as the numbers of two rows of a {@link Chunk} that both say in which blocks they stand. Others have one of the rows as well, and
 * hardly ever both: a block that one of them leaves out surely has not these bytes.
 */
final class Gram {
    /** How many bytes. */
    static final int LENGTH = 4;

    /** How many rows there are. */
    static final int ROWS = 4096;

    private static final int ROW_BITS = 12;
    /** 2^32 divided by the golden ratio: spreads neighbouring numbers (Knuth, The Art of Computer Programming 3, 6.4). */
    private static final int SPREAD = 0x9E37_79B1;
    /** Another odd number without a pattern. */
    private static final int OTHER_SPREAD = 0x85EB_CA6B;

    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Gram() {}

    /** The four bytes at this place. */
    static int at(byte[] bytes, int place) {
        return (int) FOUR.get(bytes, place);
    }

    /** What stands for the end of a field's name, {@code =} included, behind which another value than the usual one stands. */
    static int other(UsualValue usual, int name) {
        return name ^ usual.salt();
    }

    static int row(int gram) {
        return gram * SPREAD >>> Integer.SIZE - ROW_BITS;
    }

    static int otherRow(int gram) {
        return (gram ^ gram >>> 15) * OTHER_SPREAD >>> Integer.SIZE - ROW_BITS;
    }
}
