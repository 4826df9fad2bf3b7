package org.doorward.core;

import java.util.function.Consumer;

/*
 * An operation that goes on when its method has returned: a connection that is being made, an asynchronous accept. Another row tells how
 * it ends, perhaps before the method has returned, perhaps in another thread meanwhile:
 *
 *   RUNNING --ended--------> SAID ------returned-----> concluded
 *   RUNNING --goes on------> DETACHED --ended--------> concluded
 *   RUNNING --returned-----> concluded
 *
 * The JDK lets one operation at a time go on for a handle, and refuses another one at once. Until that is known both wait: an end that is
 * told meanwhile is told to both, and the refused one is concluded by what it throws. So nobody hides how an operation ends by beginning
 * it once more.
 */
/** An open call whose outcome another row may tell. Safe for all threads. */
final class LateCall implements OpenCall {
    private final Core core;
    private final Frame frame;
    private final OpenCall outer;
    private final LateCall earlier;
    private boolean said;
    private boolean success;
    private Throwable cause;
    private Consumer<Frame> more;
    private Pendings.Pending pending;

    /** @param earlier what waits for its end on the same handle already; {@code null} if nothing does */
    LateCall(Core core, Frame frame, LateCall earlier) {
        this.core = core;
        this.frame = frame;
        this.outer = frame.outer();
        this.earlier = waiting(earlier);
    }

    /** The last of these that still waits for its end; {@code null} if none does. */
    static LateCall waiting(LateCall last) {
        LateCall call = last;
        while (call != null && call.isOver()) {
            call = call.earlier;
        }
        return call;
    }

    @Override
    public OpenCall outer() {
        return outer;
    }

    Frame frame() {
        return frame;
    }

    /** Whether its end is known. */
    synchronized boolean isOver() {
        return said;
    }

    /** The method has returned, and with it the operation has ended. */
    synchronized void over() {
        said = true;
    }

    /** Another row tells how this operation, and those that wait with it, ended. */
    void endAll(boolean succeeded, Throwable thrown, Consumer<Frame> addition) {
        for (LateCall call = this; call != null; call = call.earlier) {
            call.ended(succeeded, thrown, addition);
        }
    }

    /** Another row tells how the operation ended: the first word counts. {@code addition} adds arguments that are known now. */
    void ended(boolean succeeded, Throwable thrown, Consumer<Frame> addition) {
        Pendings.Pending detached;
        synchronized (this) {
            if (said) {
                return;
            }
            said = true;
            success = succeeded;
            cause = thrown;
            more = addition;
            detached = pending;
        }
        if (detached != null) {
            detached.end(succeeded, thrown, addition);
        }
    }

    /** The method has returned, and the operation goes on unless its end was told. In the thread that began it. */
    void goOn() {
        boolean over;
        synchronized (this) {
            over = said;
            if (!over) {
                pending = core.pendings().add(frame);
            }
        }
        if (over) {
            more.accept(frame);
            if (success) {
                core.sequence().succeeded(frame);
            } else {
                core.sequence().failed(frame, cause);
            }
        }
    }
}
