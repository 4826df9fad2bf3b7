package org.doorward.trail.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A few bytes of a line as one number, which {@link Rows} spreads over its rows. */
final class Gram {
    /** How many bytes in a row are one. */
    static final int LENGTH = 4;

    private static final int SHIFT = 31;

    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Gram() {}

    /** The four bytes at this place. */
    static int at(byte[] bytes, int place) {
        return (int) FOUR.get(bytes, place);
    }

    /**
     * What stands for the value of a field, however short it is.
     *
     * @param name the end of the field's name, {@code =} included
     * @param end where the value ends; {@code from} if it is not of the usual way: all others are one
     */
    static int value(UsualValue usual, int name, byte[] bytes, int from, int end) {
        int hash = name ^ usual.salt();
        for (int at = from; at < end; at++) {
            hash = SHIFT * hash + bytes[at];
        }
        return hash;
    }
}
