package org.doorward.trail.index;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** The rows of what stands in a block, while it is read. Not safe for several threads. */
final class BlockRows {
    private static final UsualValue[] USUAL = UsualValue.values();

    private final long[] rows = new long[Rows.COUNT / Long.SIZE];

    /** Adds what stands between; {@code to} is the end of a field. */
    void add(byte[] bytes, int from, int to) {
        for (int at = from; at <= to - Gram.LENGTH; at++) {
            int gram = Gram.at(bytes, at);
            set(Rows.GRAMS, gram);
            int behind = at + Gram.LENGTH;
            if (bytes[behind - 1] == '=') {
                addValue(gram, bytes, behind, to);
            }
        }
    }

    private void addValue(int name, byte[] bytes, int value, int to) {
        for (UsualValue usual : USUAL) {
            set(Rows.VALUES, Gram.value(usual, name, bytes, value, usual.end(bytes, value, to)));
        }
    }

    private void set(Rows of, int gram) {
        setRow(of.row(gram));
        setRow(of.otherRow(gram));
    }

    private void setRow(int row) {
        rows[row / Long.SIZE] |= 1L << row; // the shift takes the lowest six bits
    }

    void forEach(IntConsumer reader) {
        for (int word = 0; word < rows.length; word++) {
            for (long left = rows[word]; left != 0; left &= left - 1) {
                reader.accept(word * Long.SIZE + Long.numberOfTrailingZeros(left));
            }
        }
    }

    void clear() {
        Arrays.fill(rows, 0);
    }
}
