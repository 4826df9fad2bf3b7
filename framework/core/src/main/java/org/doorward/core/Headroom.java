package org.doorward.core;

/*
 * A caller may stand at the very end of its stack, by accident or on purpose. If the stack ended while the event of an operation that
 * has happened is emitted, the record would be lost uncounted, or a lock of the transport left taken. So the end is met before: an
 * operation that may need a record, and an emission in a thread of an application, first use up more stack than they will need, in calls
 * that change nothing. Measured by StackTest: without it one operation in a thousand of such callers was lost, and then the drain hung.
 *
 * It stands on every flagged operation's way. 128 levels that keep four values each took 8 KiB and 140 ns, a third of the operation. So a
 * level is to be wide and to write nothing:
 *  - compiled, a frame has room for what it passes on the stack to the method with the most parameters, whether that call is reached or
 *    not: LEVELS frames have room for a hundred values each, and only the last one passes them;
 *  - interpreted, there is no such room; there the zeros lie on the stack while the next level runs. Compiled, they are nothing.
 * So it takes 41 ns, and 30 KiB interpreted, 50 KiB compiled (either compiler, 17 and 25): never less than the 128 levels did.
 */
/** Meets the end of the stack while nothing has been done yet. */
final class Headroom {
    /** With 12, and without the zeros, StackTest failed on 25. */
    private static final int LEVELS = 24;

    private Headroom() {}

    /** @throws StackOverflowError if an emission from here could meet the end of the stack */
    static void require() {
        descend(LEVELS, 1);
    }

    // spotless:off
    private static long descend(int levels, long a) {
        if (levels > 0) {
            return a + (
                0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (
                0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (
                0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (
                0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (
                0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (0L | (
                descend(levels - 1, a + levels)
                )))))))))))))))))))))))))))))))))))))))))))))))))));
        }
        return wide(
            a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
            a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
            a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a);
    }

    /* Longer than what the compiler inlines (325 bytes of code), so that it is called and its arguments are passed. */
    private static long wide(
            long a0, long a1, long a2, long a3, long a4, long a5, long a6, long a7, long a8, long a9, long a10, long a11,
            long a12, long a13, long a14, long a15, long a16, long a17, long a18, long a19, long a20, long a21, long a22, long a23,
            long a24, long a25, long a26, long a27, long a28, long a29, long a30, long a31, long a32, long a33, long a34, long a35,
            long a36, long a37, long a38, long a39, long a40, long a41, long a42, long a43, long a44, long a45, long a46, long a47,
            long a48, long a49, long a50, long a51, long a52, long a53, long a54, long a55, long a56, long a57, long a58, long a59,
            long a60, long a61, long a62, long a63, long a64, long a65, long a66, long a67, long a68, long a69, long a70, long a71,
            long a72, long a73, long a74, long a75, long a76, long a77, long a78, long a79, long a80, long a81, long a82, long a83,
            long a84, long a85, long a86, long a87, long a88, long a89, long a90, long a91, long a92, long a93, long a94, long a95,
            long a96, long a97, long a98, long a99) {
        return a0 + a99 != 0 ? 0 :
            a0 * 2 + a1 * 3 + a2 * 4 + a3 * 5 + a4 * 6 + a5 * 7 + a6 * 8 + a7 * 9 + a8 * 10 + a9 * 11 +
            a10 * 12 + a11 * 13 + a12 * 14 + a13 * 15 + a14 * 16 + a15 * 17 + a16 * 18 + a17 * 19 + a18 * 20 + a19 * 21 +
            a20 * 22 + a21 * 23 + a22 * 24 + a23 * 25 + a24 * 26 + a25 * 27 + a26 * 28 + a27 * 29 + a28 * 30 + a29 * 31 +
            a30 * 32 + a31 * 33 + a32 * 34 + a33 * 35 + a34 * 36 + a35 * 37 + a36 * 38 + a37 * 39 + a38 * 40 + a39 * 41 +
            a40 * 42 + a41 * 43 + a42 * 44 + a43 * 45 + a44 * 46 + a45 * 47 + a46 * 48 + a47 * 49 + a48 * 50 + a49 * 51 +
            a50 * 52 + a51 * 53 + a52 * 54 + a53 * 55 + a54 * 56 + a55 * 57 + a56 * 58 + a57 * 59 + a58 * 60 + a59 * 61 +
            a60 * 62 + a61 * 63 + a62 * 64 + a63 * 65 + a64 * 66 + a65 * 67 + a66 * 68 + a67 * 69 + a68 * 70 + a69 * 71 +
            a70 * 72 + a71 * 73 + a72 * 74 + a73 * 75 + a74 * 76 + a75 * 77 + a76 * 78 + a77 * 79 + a78 * 80 + a79 * 81 +
            a80 * 82 + a81 * 83 + a82 * 84 + a83 * 85 + a84 * 86 + a85 * 87 + a86 * 88 + a87 * 89 + a88 * 90 + a89 * 91 +
            a90 * 92 + a91 * 93 + a92 * 94 + a93 * 95 + a94 * 96 + a95 * 97 + a96 * 98 + a97 * 99 + a98 * 100 + a99 * 101;
    }
    // spotless:on
}
