package org.doorward.core;

/**
 * The calls of mediated operations that are open in each thread. A thread holds a call only while it is open, in a cell of a class of the
 * JDK: no class of the engine stays behind in a pool's threads. Safe for all threads.
 */
final class OpenCalls {
    private final ThreadLocal<Object[]> innermost = ThreadLocal.withInitial(() -> new Object[1]);

    /** The innermost open call of this thread, or {@code null}. */
    OpenCall innermost() {
        return (OpenCall) innermost.get()[0];
    }

    /** A call begins or ends: this one is the innermost now; {@code null}: none is open. */
    void innermost(OpenCall call) {
        innermost.get()[0] = call;
    }

    /**
     * The frame of an open call of this thread that is the same operation, if there is one decided by the same policy; {@code null} if there
     * is none.
     */
    static Frame same(Frame frame) {
        Frame decidedOtherwise = null;
        for (OpenCall call = frame.outer(); call != null; call = call.outer()) {
            Frame open = call instanceof Frame own ? own : call instanceof LateCall late ? unended(late) : null;
            if (open != null && open.arguments().isSameAs(frame.arguments())) {
                if (open.plan() == frame.plan()) {
                    return open;
                }
                decidedOtherwise = decidedOtherwise == null ? open : decidedOtherwise;
            }
        }
        return decidedOtherwise;
    }

    /** The frame of a call that goes on: when its end was told, what the caller does then is another operation. */
    private static Frame unended(LateCall call) {
        return call.isOver() ? null : call.frame();
    }
}
