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
 * So it took 41 ns, and 30 KiB interpreted, 50 KiB compiled (either compiler, 17 and 25): never less than the 128 levels did.
 *
 * More than half of these 41 ns was passing the values of the last level, which takes no more room than not passing them. On the hot path
 * they are passed in one call of sixteen: often enough that every compiler sees the call, and keeps the room for it. That takes 18 ns.
 */
/** Meets the end of the stack while nothing has been done yet. */
final class Headroom {
    /** With 12, and without the zeros, StackTest failed on 25; one more for the values that the last level does not pass. */
    private static final int LEVELS = 13;
    /** The last level passes its values in one call of so many; a power of two. */
    private static final int PASSING = 16;

    private Headroom() {}

    /** @throws StackOverflowError if an emission from here could meet the end of the stack */
    static void require() {
        descend(LEVELS, 1, true);
    }

    /**
     * As {@link #require()}, for an operation on the hot path.
     *
     * @param turn a number that counts up from one call to the next, such as that of the frame
     */
    static void require(int turn) {
        descend(LEVELS, 1, (turn & PASSING - 1) == 0);
    }

    // spotless:off
    private static long descend(int levels, int a, boolean passes) {
        if (levels > 0) {
            return a + (
                0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | (
                0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | (
                0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | (
                0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | (
                0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | (
                0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | (
                0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | (
                0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | ( 0L | (
                descend(levels - 1, a + levels, passes)
                )))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))));
        }
        return !passes ? a : wide(
            a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
            a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
            a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
            a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
            a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a);
    }

    /* Longer than what the compiler inlines (325 bytes of code), so that it is called and its arguments are passed. */
    private static long wide(
            int a0, int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10, int a11, int a12, int a13,
            int a14, int a15, int a16, int a17, int a18, int a19, int a20, int a21, int a22, int a23, int a24, int a25, int a26, int a27,
            int a28, int a29, int a30, int a31, int a32, int a33, int a34, int a35, int a36, int a37, int a38, int a39, int a40, int a41,
            int a42, int a43, int a44, int a45, int a46, int a47, int a48, int a49, int a50, int a51, int a52, int a53, int a54, int a55,
            int a56, int a57, int a58, int a59, int a60, int a61, int a62, int a63, int a64, int a65, int a66, int a67, int a68, int a69,
            int a70, int a71, int a72, int a73, int a74, int a75, int a76, int a77, int a78, int a79, int a80, int a81, int a82, int a83,
            int a84, int a85, int a86, int a87, int a88, int a89, int a90, int a91, int a92, int a93, int a94, int a95, int a96, int a97,
            int a98, int a99, int a100, int a101, int a102, int a103, int a104, int a105, int a106, int a107, int a108, int a109, int a110, int a111,
            int a112, int a113, int a114, int a115, int a116, int a117, int a118, int a119, int a120, int a121, int a122, int a123, int a124, int a125,
            int a126, int a127, int a128, int a129, int a130, int a131, int a132, int a133, int a134, int a135, int a136, int a137, int a138, int a139,
            int a140, int a141, int a142, int a143, int a144, int a145, int a146, int a147, int a148, int a149, int a150, int a151, int a152, int a153,
            int a154, int a155, int a156, int a157, int a158, int a159, int a160, int a161, int a162, int a163, int a164, int a165, int a166, int a167,
            int a168, int a169, int a170, int a171, int a172, int a173, int a174, int a175, int a176, int a177, int a178, int a179, int a180, int a181,
            int a182, int a183, int a184, int a185, int a186, int a187, int a188, int a189, int a190, int a191, int a192, int a193, int a194, int a195,
            int a196, int a197, int a198, int a199, int a200, int a201, int a202, int a203, int a204, int a205, int a206, int a207, int a208, int a209,
            int a210, int a211, int a212, int a213, int a214, int a215, int a216, int a217, int a218, int a219, int a220, int a221, int a222, int a223,
            int a224, int a225, int a226, int a227, int a228, int a229, int a230, int a231, int a232, int a233, int a234, int a235, int a236, int a237,
            int a238, int a239, int a240, int a241, int a242, int a243, int a244, int a245, int a246, int a247, int a248, int a249) {
        return a0 + a249 != 0 ? 0 :
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
