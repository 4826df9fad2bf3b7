package org.doorward.event;

/** UTF-8 without allocation: from characters into a given array. An unpaired surrogate becomes {@code ?}. */
final class Utf8 {
    private Utf8() {}

    /** Writes at most {@code limit} bytes of whole characters; returns how many. The array must have room for them. */
    static int encode(CharSequence text, byte[] into, int offset, int limit) {
        int at = offset;
        int end = offset + limit;
        int count = text.length();
        for (int i = 0; i < count; i++) {
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

    /** The largest length up to {@code limit} that does not split a character. */
    static int boundary(byte[] utf8, int limit) {
        int at = limit;
        if (at < utf8.length) {
            while (at > 0 && (utf8[at] & 0xc0) == 0x80) {
                at--;
            }
        }
        return at;
    }

    private static boolean isPair(CharSequence text, int high, int count) {
        return Character.isHighSurrogate(text.charAt(high))
                && high + 1 < count
                && Character.isLowSurrogate(text.charAt(high + 1));
    }
}
