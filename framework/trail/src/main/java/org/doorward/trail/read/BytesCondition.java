package org.doorward.trail.read;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.Stream;
import org.doorward.trail.index.Chunk;
import org.doorward.trail.index.UsualValue;

/** One of several parts must be there, or a value behind one of several names. Immutable. */
final class BytesCondition {
    private final Needle[] parts;
    private final Needle[] names;
    private final UsualValue usual;
    private final byte[] value;

    /** @param parts one of which must be there */
    BytesCondition(byte[][] parts) {
        this(parts, new byte[0][], null, null);
    }

    /**
     * @param parts one of which must be there
     * @param names or else behind one of these must stand the value, or any that is not of the usual way; they end with {@code =}
     * @param value of the usual way
     */
    BytesCondition(byte[][] parts, byte[][] names, UsualValue usual, byte[] value) {
        this.parts = needles(parts);
        this.names = needles(names);
        this.usual = usual;
        this.value = value;
    }

    private static Needle[] needles(byte[][] parts) {
        return Stream.of(parts).map(Needle::new).toArray(Needle[]::new);
    }

    /** Takes from the blocks of a chunk those in which it surely does not hold for any event. */
    void retain(BitSet blocks, Chunk chunk) throws IOException {
        BitSet any = new BitSet();
        for (Needle part : parts) {
            any.or(chunk.holding(part.bytes()));
        }
        for (Needle name : names) {
            any.or(chunk.holding(name.bytes(), usual, value));
        }
        blocks.and(any);
    }

    /** False if the condition surely does not hold for what is between. */
    boolean mayHold(byte[] bytes, int from, int to) {
        for (Needle part : parts) {
            if (part.indexIn(bytes, from, to) >= 0) {
                return true;
            }
        }
        for (Needle name : names) {
            int at = name.indexIn(bytes, from, to);
            while (at >= 0) {
                int start = at + name.length();
                int end = usual.end(bytes, start, to);
                if (end == start || Arrays.equals(bytes, start, end, value, 0, value.length)) {
                    return true;
                }
                at = name.indexIn(bytes, end, to);
            }
        }
        return false;
    }
}
