package org.doorward.trail.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Four bytes in a row, as the number of the row of a {@link Chunk} that says in which blocks they stand. Several share a row, so that a row says
 * where they may stand, and surely where they do not.
 */
final class Gram {
    /** How many bytes. */
    static final int LENGTH = 4;

    /** How many rows there are. */
    static final int ROWS = 4096;

    private static final int ROW_BITS = 12;
    /** 2^32 divided by the golden ratio: spreads neighbouring numbers (Knuth, The Art of Computer Programming 3, 6.4). */
    private static final int SPREAD = 0x9E37_79B1;

    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Gram() {}

    /** The row of the four bytes at this place. */
    static int row(byte[] bytes, int at) {
        return row((int) FOUR.get(bytes, at));
    }

    /** The row of the end of a field's name, {@code =} included, behind which stands another value than the usual one. */
    static int rowOfOther(UsualValue usual, byte[] bytes, int at) {
        return row((int) FOUR.get(bytes, at) ^ usual.salt());
    }

    private static int row(int four) {
        return four * SPREAD >>> Integer.SIZE - ROW_BITS;
    }
}
