package org.doorward.tools.trail;

/** Numbers as the original reads them: the digits that a value begins with. */
public final class Numbers {
    private static final int MOST_DIGITS = 18;

    private Numbers() {}

    /** The number at a place of a text; what is behind its digits is passed over, {@code none} if there are none. */
    public static long leading(String text, int from, long none) {
        int at = from;
        while (at < text.length() && at - from < MOST_DIGITS && Character.digit(text.charAt(at), 10) >= 0) {
            at++;
        }
        return at == from ? none : Long.parseLong(text, from, at, 10);
    }

    /** An id of 32 bits with sign, so that 4294967295 (unset) is -1. */
    public static int id(String text) {
        boolean negative = text.startsWith("-");
        long number = leading(text, negative ? 1 : 0, 0);
        return (int) (negative ? -number : number);
    }
}
