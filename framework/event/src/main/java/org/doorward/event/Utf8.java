package org.doorward.event;

import java.nio.charset.StandardCharsets;

/** UTF-8 from characters into a given array, without allocation. An unpaired surrogate becomes {@code ?}. */
final class Utf8 {
    private Utf8() {}

    /** Writes at most {@code limit} bytes of whole characters; returns how many. The array must have room for them. */
    static int encode(CharSequence text, byte[] into, int offset, int limit) {
        int count = text.length();
        int ascii = ascii(text, into, offset, Math.min(limit, count));
        int at = offset + ascii;
        int end = offset + limit;
        for (int i = ascii; i < count; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (at + 1 > end) {
                    break;
                }
                into[at++] = (byte) c;
            } else if (c < 0x800) {
                if (at + 2 > end) {
                    break;
                }
                into[at++] = (byte) (0xc0 | c >> 6);
                into[at++] = (byte) (0x80 | c & 0x3f);
            } else if (Character.isSurrogate(c)) {
                if (isPair(text, i, count)) {
                    if (at + 4 > end) {
                        break;
                    }
                    int point = Character.toCodePoint(c, text.charAt(++i));
                    into[at++] = (byte) (0xf0 | point >> 18);
                    into[at++] = (byte) (0x80 | point >> 12 & 0x3f);
                    into[at++] = (byte) (0x80 | point >> 6 & 0x3f);
                    into[at++] = (byte) (0x80 | point & 0x3f);
                } else {
                    if (at + 1 > end) {
                        break;
                    }
                    into[at++] = '?';
                }
            } else {
                if (at + 3 > end) {
                    break;
                }
                into[at++] = (byte) (0xe0 | c >> 12);
                into[at++] = (byte) (0x80 | c >> 6 & 0x3f);
                into[at++] = (byte) (0x80 | c & 0x3f);
            }
        }
        return at - offset;
    }

    /** The ASCII that a text of the JDK's begins with, in a loop for each class: that is what most texts are, and half the time. */
    private static int ascii(CharSequence text, byte[] into, int offset, int most) {
        int i = 0;
        if (text instanceof String) {
            String string = (String) text;
            if (isAscii(string, most)) {
                copyAscii(string, into, offset, most);
                return most;
            }
            for (; i < most && string.charAt(i) < 0x80; i++) {
                into[offset + i] = (byte) string.charAt(i);
            }
        } else if (text instanceof StringBuilder) {
            StringBuilder builder = (StringBuilder) text;
            for (; i < most && builder.charAt(i) < 0x80; i++) {
                into[offset + i] = (byte) builder.charAt(i);
            }
        }
        return i;
    }

    /* Looks at all characters without a branch for each. */
    private static boolean isAscii(String text, int most) {
        int bits = 0;
        for (int i = 0; i < most; i++) {
            bits |= text.charAt(i);
        }
        return bits < 0x80;
    }

    /* Deprecated, because it takes the low byte of any character: for ASCII that is the encoding, and it is a copy of memory. */
    @SuppressWarnings("deprecation")
    private static void copyAscii(String text, byte[] into, int offset, int most) {
        text.getBytes(0, most, into, offset);
    }

    /** A token as an event has it: its length in two bytes, and its bytes. */
    static byte[] token(String text) {
        byte[] bytes = bytes(text);
        byte[] token = new byte[2 + bytes.length];
        token[0] = (byte) (bytes.length >> 8);
        token[1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, token, 2, bytes.length);
        return token;
    }

    /** The whole text. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the text is written in quotes: see {@link TextBuffer#isPlain}. */
    static boolean isPlain(CharSequence text) {
        int count = text.length();
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c > 0x7e || !TextBuffer.isPlain((byte) c)) {
                return false;
            }
        }
        return true;
    }

    /** How many bytes the whole text takes. */
    static int size(CharSequence text) {
        int size = 0;
        int count = text.length();
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                size++;
            } else if (c < 0x800) {
                size += 2;
            } else if (!Character.isSurrogate(c)) {
                size += 3;
            } else if (isPair(text, i, count)) {
                size += 4;
                i++;
            } else {
                size++;
            }
        }
        return size;
    }

    /**
     * The largest length up to {@code limit} of a text of {@code size} bytes from {@code offset} that does not split a character. Bytes
     * that are no UTF-8 are cut where the limit falls.
     */
    static int boundary(byte[] utf8, int offset, int size, int limit) {
        if (limit >= size) {
            return size;
        }
        int at = limit;
        int farthest = Math.max(0, limit - 3); // a character has at most three bytes behind its first
        while (at > farthest && isContinuation(utf8[offset + at])) {
            at--;
        }
        return isContinuation(utf8[offset + at]) ? limit : at;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xc0) == 0x80;
    }

    private static boolean isPair(CharSequence text, int high, int count) {
        return Character.isHighSurrogate(text.charAt(high))
                && high + 1 < count
                && Character.isLowSurrogate(text.charAt(high + 1));
    }
}
