package org.doorward.tools.interpret;

/** Numbers as strtoul(3) reads them: the digits that a text begins with, 0 if there are none. */
public final class CNumber {
    private CNumber() {}

    /**
     * The number, 64 bits without sign.
     *
     * @param base 8, 10 or 16
     * @throws NumberFormatException if it has more than 64 bits
     */
    public static long unsigned(String text, int base) {
        int at = 0;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) >= '\t' && text.charAt(at) <= '\r')) {
            at++;
        }
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (negative || at < text.length() && text.charAt(at) == '+') {
            at++;
        }
        if (base == 16 && (text.startsWith("0x", at) || text.startsWith("0X", at)) && digit(text, at + 2, base) >= 0) {
            at += 2;
        }
        int from = at;
        while (digit(text, at, base) >= 0) {
            at++;
        }
        long number = at == from ? 0 : Long.parseUnsignedLong(text.substring(from, at), base);
        return negative ? -number : number;
    }

    /**
     * The number with its sign, decimal.
     *
     * @throws NumberFormatException if it has more than 64 bits
     */
    public static long signed(String text) {
        boolean negative = text.startsWith("-");
        int from = negative ? 1 : 0;
        int at = from;
        while (digit(text, at, 10) >= 0) {
            at++;
        }
        return at == from ? 0 : Long.parseLong((negative ? "-" : "") + text.substring(from, at));
    }

    private static int digit(String text, int at, int base) {
        return at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), base) : -1;
    }
}
