package org.doorward.core;

import java.lang.ref.Cleaner;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.doorward.guard.ActiveOperation;
import org.doorward.guard.PendingOperation;

/*
 * An application that forgets to close would take the record and the credit with it. So the frame of an operation that may need a
 * record is held apart from the handle, and ends with it when the handle is collected.
 */
/** An operation that runs. Never used again: closing it twice must not close another one. */
final class ActiveHandle implements ActiveOperation {
    private final Core core;
    private final Thread thread = Thread.currentThread();
    private final Held held;
    private final Cleaner.Cleanable whenCollected;

    /** What is left of the handle when it is collected: the frame, until the operation ends, and what was said of it. */
    private static final class Held implements Runnable {
        private final Core core;
        private final AtomicReference<Frame> frame;
        private boolean said;
        private boolean success;
        private Throwable cause;

        Held(Core core, Frame frame) {
            this.core = core;
            this.frame = new AtomicReference<>(frame);
        }

        boolean isEmpty() {
            return frame.get() == null;
        }

        Frame take() {
            return frame.getAndSet(null);
        }

        /** The handle was collected before it was closed. */
        @Override
        public void run() {
            Frame ended = take();
            if (ended != null) {
                core.sequence().abandoned(ended, said, success, cause);
            }
        }
    }

    ActiveHandle(Core core, Frame frame) {
        this.core = core;
        this.held = new Held(core, frame);
        this.whenCollected = core.sequence().matters(frame) ? core.pendings().whenCollected(this, held) : null;
    }

    private void check() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException(
                    "the operation belongs to thread [" + thread.getName() + "]; detach() it to end it in another one");
        }
        if (held.isEmpty()) {
            throw new IllegalStateException("the operation was closed or detached already");
        }
    }

    @Override
    public void succeeded() {
        say(true, null);
    }

    @Override
    public void failed(Throwable thrown) {
        say(false, thrown);
    }

    /* The first word counts. */
    private void say(boolean succeeded, Throwable thrown) {
        check();
        if (!held.said) {
            held.said = true;
            held.success = succeeded;
            held.cause = thrown;
        }
    }

    @Override
    public PendingOperation detach() {
        Pendings.Pending pending = detached();
        return pending == null
                ? UnwantedEntry.Unwanted.OPERATION
                : core.pendings().handle(pending);
    }

    @Override
    public <T> CompletionStage<T> detachUntil(CompletionStage<T> stage) {
        Objects.requireNonNull(stage, "stage");
        Pendings.Pending pending = detached();
        return pending == null ? stage : core.pendings().until(pending, stage);
    }

    /** Returns {@code null} if nobody will want to know how it ends. */
    private Pendings.Pending detached() {
        check();
        Frame taken = take();
        if (!core.sequence().matters(taken)) {
            core.sequence().succeeded(taken);
            return null;
        }
        Pendings.Pending pending = core.pendings().add(taken);
        if (held.said) {
            pending.end(held.success, held.cause);
        }
        return pending;
    }

    private Frame take() {
        if (whenCollected != null) {
            Headroom.require();
        }
        Frame taken = held.take();
        if (whenCollected != null) {
            whenCollected.clean();
        }
        return taken;
    }

    @Override
    public void close() {
        if (held.isEmpty()) {
            return;
        }
        check();
        Frame ended = take();
        if (!held.said) {
            core.sequence().unknown(ended);
        } else if (held.success) {
            core.sequence().succeeded(ended);
        } else {
            core.sequence().failed(ended, held.cause);
        }
    }
}
