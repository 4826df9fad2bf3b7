package org.doorward.trail.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/*
 * Eight places at a time, after W. Mula (SIMD-friendly algorithms for substring searching, 2016), in a long instead of a vector: where the
 * needle begins, its first byte and its last one stand at their distance. A byte of the differences that is zero borrows from its own high
 * bit; what lies above such a byte may be taken for zero, too, so each place is looked at.
 */
/** Bytes to look for in other bytes. Immutable. */
final class Needle {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;

    private final byte[] needle;
    private final long firsts;
    private final long lasts;

    /** @param needle at least one byte */
    Needle(byte[] needle) {
        this.needle = needle.clone();
        firsts = (needle[0] & 0xffL) * ONES;
        lasts = (needle[needle.length - 1] & 0xffL) * ONES;
    }

    /** Not to be written. */
    byte[] bytes() {
        return needle;
    }

    int length() {
        return needle.length;
    }

    /** Where it is first between, below 0 if nowhere. */
    int indexIn(byte[] bytes, int from, int to) {
        int last = needle.length - 1;
        int end = to - last;
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long differences = (long) EIGHT.get(bytes, at) ^ firsts | (long) EIGHT.get(bytes, at + last) ^ lasts;
            for (long zeros = differences - ONES & ~differences & HIGH; zeros != 0; zeros &= zeros - 1) {
                int place = at + (Long.numberOfTrailingZeros(zeros) >>> 3);
                if (isAt(bytes, place)) {
                    return place;
                }
            }
        }
        for (; at < end; at++) {
            if (isAt(bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] bytes, int at) {
        for (int i = 0; i < needle.length; i++) {
            if (bytes[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }
}
