package org.doorward.event;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Words that come again and again (names of bundles, labels, keys, fields): the same bytes are most often the same {@code String}, so that
 * nothing is decoded or allocated for them, and what was made of one can be kept beside it. Bounded: a place holds the word that was
 * asked for last. Not safe for several threads.
 */
final class Tokens {
    private static final int PLACES = 256;
    private static final int LONGEST = 255;

    private final byte[][] bytes = new byte[PLACES][];
    private final String[] words = new String[PLACES];

    /** The word of these bytes, as {@code new String} makes it. */
    String word(byte[] from, int offset, int size, Charset charset) {
        if (size > LONGEST) {
            return new String(from, offset, size, charset);
        }
        int place = place(from, offset, size);
        byte[] known = bytes[place];
        if (known != null && Arrays.equals(known, 0, known.length, from, offset, offset + size)) {
            return words[place];
        }
        String word = new String(from, offset, size, charset);
        bytes[place] = Arrays.copyOfRange(from, offset, offset + size);
        words[place] = word;
        return word;
    }

    /** Of the length and a few bytes: two words of one place take turns, which costs what it cost without this table. */
    private static int place(byte[] from, int offset, int size) {
        if (size == 0) {
            return 0;
        }
        int hash = size;
        hash = 31 * hash + from[offset];
        hash = 31 * hash + from[offset + size / 2];
        hash = 31 * hash + from[offset + size - 1];
        return (hash ^ hash >>> 8) & PLACES - 1;
    }
}
