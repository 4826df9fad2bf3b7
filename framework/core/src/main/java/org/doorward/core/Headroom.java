package org.doorward.core;

/*
 * A caller may stand at the very end of its stack, by accident or on purpose. If the stack ended while the event of an operation that
 * has happened is emitted, the record would be lost uncounted, or a lock of the transport left taken. So the end is met before: an
 * operation that may need a record, and an emission in a thread of an application, first use up more stack than they will need, in calls
 * that change nothing. Measured by StackTest: without it one operation in a thousand of such callers was lost, and then the drain hung.
 */
/** Meets the end of the stack while nothing has been done yet. */
final class Headroom {
    /**
     * Several times what the calls of an emission take, compiled or not. At 40 StackTest still failed on 25; 96 passed, and cost about
     * 140 ns where a record may be due; the rest is margin.
     */
    private static final int LEVELS = 128;

    private Headroom() {}

    /** @throws StackOverflowError if an emission from here could meet the end of the stack */
    static void require() {
        descend(LEVELS, 1, 2, 3, 4);
    }

    /* The arguments are needed again after the call, so that each level keeps them on the stack. */
    private static long descend(int levels, long a, long b, long c, long d) {
        return levels == 0 ? a : descend(levels - 1, b, c, d, a + levels) + a * b + c * d;
    }
}
