package org.doorward.trail.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/*
 * A number may be written in many ways: 1000, 01000, +1000, 4294968296 (the original takes 32 bits), -1, unset. A search compares the one in which
 * Linux and Doorward write it, and looks closer at all else.
 */
/** The usual way to write the value of a field. */
public enum UsualValue {
    /** A number of 32 bits: its decimal digits, without sign and leading zeros. */
    NUMBER(0x5BD1_E995) {
        @Override
        int endOfOne(byte[] bytes, int from, int to) {
            long value = 0;
            int end = from;
            int limit = Math.min(to, from + MOST_DIGITS);
            while (end < limit && bytes[end] >= '0' && bytes[end] <= '9') {
                value = 10 * value + bytes[end] - '0';
                end++;
            }
            boolean plain = value <= LARGEST && (end == from + 1 || end > from && bytes[from] != '0');
            return plain ? end : from;
        }
    },

    /** The word yes or the word no. */
    YES_OR_NO(0x1B87_3593) {
        @Override
        int endOfOne(byte[] bytes, int from, int to) {
            for (byte[] word : WORDS) {
                if (stands(word, bytes, from, to)) {
                    return from + word.length;
                }
            }
            return from;
        }
    };

    private static final int MOST_DIGITS = 10;
    private static final long LARGEST = 0xFFFF_FFFFL;
    private static final byte[][] WORDS = {
        "yes".getBytes(StandardCharsets.US_ASCII), "no".getBytes(StandardCharsets.US_ASCII)
    };

    private final int salt;

    UsualValue(int salt) {
        this.salt = salt;
    }

    /** Tells the rows of one from those of the other. */
    int salt() {
        return salt;
    }

    /** Where one that begins there ends, whatever comes behind it; {@code from} if none does. */
    abstract int endOfOne(byte[] bytes, int from, int to);

    private static boolean stands(byte[] word, byte[] bytes, int from, int to) {
        int end = from + word.length;
        return end <= to && Arrays.equals(word, 0, word.length, bytes, from, end);
    }

    /** Where the value that begins at {@code from} ends, with the field, or with the line at {@code to} at the latest; {@code from} if it is another. */
    public int end(byte[] bytes, int from, int to) {
        int end = endOfOne(bytes, from, to);
        return end == to || bytes[end] == ' ' || bytes[end] == '\n' || bytes[end] == '\r' ? end : from;
    }
}
