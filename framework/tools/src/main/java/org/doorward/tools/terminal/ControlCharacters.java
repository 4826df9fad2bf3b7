package org.doorward.tools.terminal;

/** What a terminal would obey, in text that comes from outside. */
public final class ControlCharacters {
    private static final int FIRST_PRINTABLE = 32;
    private static final int LAST_ASCII = '~';
    private static final int FIRST_OF_LATIN = 0xa0;

    private ControlCharacters() {}

    /** Whether a terminal may obey it: C0, DEL and C1 of ECMA-48, the line feed and the tabulator among them. */
    public static boolean isControl(int c) {
        return c < FIRST_PRINTABLE || c > LAST_ASCII && c < FIRST_OF_LATIN;
    }

    /** The text with {@code \ooo}, octal, for each of them, as {@code aureport(8)} writes them. */
    public static String escaped(String text) {
        if (text.chars().noneMatch(ControlCharacters::isControl)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                append(out, c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Appends one of them, of up to three octal digits, so. */
    public static void append(StringBuilder out, char control) {
        out.append('\\').append(control >> 6 & 7).append(control >> 3 & 7).append(control & 7);
    }
}
