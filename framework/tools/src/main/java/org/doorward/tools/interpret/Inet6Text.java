package org.doorward.tools.interpret;

/** An IPv6 address as the C library writes it (RFC 5952): the longest run of zeros is left out. */
public final class Inet6Text {
    private static final int WORDS = 8;

    private Inet6Text() {}

    /** The address in 16 bytes from a place on. */
    public static String of(byte[] bytes, int from) {
        int[] words = new int[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = (bytes[from + 2 * i] & 0xff) << 8 | bytes[from + 2 * i + 1] & 0xff;
        }
        int gap = -1;
        int length = 1; // a single zero is written
        for (int i = 0; i < WORDS; i++) {
            int zeros = zerosAt(words, i);
            if (zeros > length) {
                gap = i;
                length = zeros;
            }
        }
        boolean embedded = gap == 0 && (length == 6 || length == 5 && words[5] == 0xffff);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < (embedded ? 6 : WORDS); i++) {
            if (i == gap) {
                text.append("::");
                i += length - 1;
            } else {
                if (i > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(words[i]));
            }
        }
        if (embedded) {
            if (text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(words[6] >> 8).append('.').append(words[6] & 0xff).append('.');
            text.append(words[7] >> 8).append('.').append(words[7] & 0xff);
        }
        return text.toString();
    }

    private static int zerosAt(int[] words, int from) {
        int at = from;
        while (at < WORDS && words[at] == 0) {
            at++;
        }
        return at - from;
    }
}
