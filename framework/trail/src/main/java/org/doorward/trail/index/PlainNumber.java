package org.doorward.trail.index;

/*
 * A number may be written in many ways: 1000, 01000, +1000, 4294968296 (the original takes 32 bits), -1, unset. The one way in which Linux and
 * Doorward write it is plain; a search for a number compares its digits there, and looks closer at all else.
 */
/** The usual way to write a number of 32 bits: its decimal digits, without sign and leading zeros, and nothing behind them. */
public final class PlainNumber {
    private static final int MOST_DIGITS = 10;
    private static final long LARGEST = 0xFFFF_FFFFL;

    private PlainNumber() {}

    /** Whether one begins at {@code from}, and ends with the field or the line, {@code to} at the latest. */
    public static boolean isAt(byte[] bytes, int from, int to) {
        long value = 0;
        int end = from;
        int limit = Math.min(to, from + MOST_DIGITS);
        while (end < limit && bytes[end] >= '0' && bytes[end] <= '9') {
            value = 10 * value + bytes[end] - '0';
            end++;
        }
        int digits = end - from;
        return digits > 0
                && value <= LARGEST
                && (digits == 1 || bytes[from] != '0')
                && (end == to || isEnd(bytes[end]));
    }

    private static boolean isEnd(byte b) {
        return b == ' ' || b == '\n' || b == '\r';
    }
}
