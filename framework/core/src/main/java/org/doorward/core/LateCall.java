package org.doorward.core;

import java.util.function.Consumer;

/*
 * An operation that goes on when its method has returned: a connection that is being made, an asynchronous accept. Another row tells how
 * it ends, perhaps before the method has returned, perhaps in another thread meanwhile:
 *
 *   RUNNING --ended--------> SAID ------returned-----> concluded
 *   RUNNING --goes on------> DETACHED --ended--------> concluded
 *   RUNNING --returned-----> concluded
 */
/** An open call whose outcome another row may tell. Safe for all threads. */
final class LateCall implements OpenCall {
    private final Core core;
    private final Frame frame;
    private final OpenCall outer;
    private boolean said;
    private boolean success;
    private Throwable cause;
    private Consumer<Frame> more;
    private Pendings.Pending pending;

    LateCall(Core core, Frame frame) {
        this.core = core;
        this.frame = frame;
        this.outer = frame.outer();
    }

    @Override
    public OpenCall outer() {
        return outer;
    }

    Frame frame() {
        return frame;
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
