package org.doorward.trail.read;

import java.io.IOException;
import java.util.BitSet;
import java.util.stream.Stream;
import org.doorward.trail.index.Chunk;
import org.doorward.trail.index.PlainNumber;

/** One of several parts must be there. Immutable. */
final class BytesCondition {
    private final Needle[] parts;
    private final Needle[] numbers;

    /**
     * @param parts one of which must be there
     * @param numbers or else one of these must stand before what is no {@link PlainNumber}; {@code null}: none
     */
    BytesCondition(byte[][] parts, byte[][] numbers) {
        this.parts = needles(parts);
        this.numbers = needles(numbers == null ? new byte[0][] : numbers);
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
        chunk.retain(blocks, texts(parts), texts(numbers));
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
        for (Needle number : numbers) {
            int at = number.indexIn(bytes, from, to);
            while (at >= 0) {
                int value = at + number.length();
                if (!PlainNumber.isAt(bytes, value, to)) {
                    return true;
                }
                at = number.indexIn(bytes, value, to);
            }
        }
        return false;
    }
}
