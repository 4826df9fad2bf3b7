package org.doorward.core;

/*
 * A caller may stand at the very end of its stack, by accident or on purpose. If the stack ended while the event of an operation that
 * has happened is emitted, the record would be lost uncounted, or a lock of the transport left taken. So the end is met before: an
 * operation that may need a record, and an emission in a thread of an application, first use up more stack than they will need, in calls
 * that change nothing. Measured by StackTest: without it one operation in a thousand of such callers was lost, and then the drain hung.
 *
 * Why a method with sixty parameters: a caller's frame has room for what it passes on the stack, whether that call is reached or not. So
 * each level is wide, and only the last one writes. 128 levels that keep four values each take 8 KiB and 140 ns, a third of a flagged
 * operation; these take 10 to 40 KiB (JDK 25, 17) and 30 to 55 ns. Interpreted, a level has no such room, so it is compiled at once.
 */
/** Meets the end of the stack while nothing has been done yet. */
final class Headroom {
    private static final int LEVELS = 32;
    /** So many calls make the compiler compile this before it is needed: each counts {@link #LEVELS} times. */
    private static final int WARMUPS = 1000;

    static {
        for (int i = 0; i < WARMUPS; i++) {
            require();
        }
    }

    private Headroom() {}

    /** @throws StackOverflowError if an emission from here could meet the end of the stack */
    static void require() {
        descend(LEVELS, 1);
    }

    /* The argument is needed again after the call, so that it is no loop. */
    private static long descend(int levels, long a) {
        if (levels > 0) {
            return descend(levels - 1, a + levels) + a;
        }
        return wide(
                    a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
                    a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
                    a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a);
    }

    /* Longer than what the compiler inlines (325 bytes of code), so that it is called and its arguments are passed. */
    private static long wide(
            long a0, long a1, long a2, long a3, long a4, long a5,
            long a6, long a7, long a8, long a9, long a10, long a11,
            long a12, long a13, long a14, long a15, long a16, long a17,
            long a18, long a19, long a20, long a21, long a22, long a23,
            long a24, long a25, long a26, long a27, long a28, long a29,
            long a30, long a31, long a32, long a33, long a34, long a35,
            long a36, long a37, long a38, long a39, long a40, long a41,
            long a42, long a43, long a44, long a45, long a46, long a47,
            long a48, long a49, long a50, long a51, long a52, long a53,
            long a54, long a55, long a56, long a57, long a58, long a59) {
        return a0 + a59 != 0
                ? 0
                : a0 * 2 + a1 * 3 + a2 * 4 + a3 * 5 + a4 * 6 + a5 * 7
                + a6 * 8 + a7 * 9 + a8 * 10 + a9 * 11 + a10 * 12 + a11 * 13
                + a12 * 14 + a13 * 15 + a14 * 16 + a15 * 17 + a16 * 18 + a17 * 19
                + a18 * 20 + a19 * 21 + a20 * 22 + a21 * 23 + a22 * 24 + a23 * 25
                + a24 * 26 + a25 * 27 + a26 * 28 + a27 * 29 + a28 * 30 + a29 * 31
                + a30 * 32 + a31 * 33 + a32 * 34 + a33 * 35 + a34 * 36 + a35 * 37
                + a36 * 38 + a37 * 39 + a38 * 40 + a39 * 41 + a40 * 42 + a41 * 43
                + a42 * 44 + a43 * 45 + a44 * 46 + a45 * 47 + a46 * 48 + a47 * 49
                + a48 * 50 + a49 * 51 + a50 * 52 + a51 * 53 + a52 * 54 + a53 * 55
                + a54 * 56 + a55 * 57 + a56 * 58 + a57 * 59 + a58 * 60 + a59 * 61;
    }
}
