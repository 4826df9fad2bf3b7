package org.doorward.trail.read;

import java.io.IOException;
import java.util.BitSet;
import java.util.stream.Stream;
import org.doorward.trail.index.Chunk;
import org.doorward.trail.index.UsualValue;

/** One of several parts must be there. Immutable. */
final class BytesCondition {
    private final Needle[] parts;
    private final Needle[] names;
    private final UsualValue usual;

    /**
     * @param parts one of which must be there
     */
    BytesCondition(byte[][] parts) {
        this(parts, new byte[0][], null);
    }

    /**
     * @param parts one of which must be there
     * @param names or else one of these must stand, before another value than the usual one; they end with {@code =}
     */
    BytesCondition(byte[][] parts, byte[][] names, UsualValue usual) {
        this.parts = needles(parts);
        this.names = needles(names);
        this.usual = usual;
    }

    private static Needle[] needles(byte[][] parts) {
        Needle[] needles = new Needle[parts.length];
        for (int i = 0; i < parts.length; i++) {
            needles[i] = new Needle(parts[i]);
        }
        return needles;
    }

    /** Takes from the blocks of a chunk those in which it surely does not hold for any event. */
    void retain(BitSet blocks, Chunk chunk) throws IOException {
        chunk.retain(blocks, texts(parts), texts(names), usual);
    }

    private static byte[][] texts(Needle[] needles) {
        return Stream.of(needles).map(Needle::bytes).toArray(byte[][]::new);
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
                int value = at + name.length();
                if (!usual.isAt(bytes, value, to)) {
                    return true;
                }
                at = name.indexIn(bytes, value, to);
            }
        }
        return false;
    }
}
