package org.doorward.core;

import java.util.concurrent.CompletionStage;
import org.doorward.guard.ActiveOperation;
import org.doorward.guard.PendingOperation;

/** An operation that runs. Never used again: closing it twice must not close another one. */
final class ActiveHandle implements ActiveOperation {
    private final Core core;
    private final Thread thread = Thread.currentThread();
    private Frame frame;
    private boolean said;
    private boolean success;
    private Throwable cause;

    ActiveHandle(Core core, Frame frame) {
        this.core = core;
        this.frame = frame;
    }

    private void check() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException(
                    "the operation belongs to thread [" + thread.getName() + "]; detach() it to end it in another one");
        }
        if (frame == null) {
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
        if (!said) {
            said = true;
            success = succeeded;
            cause = thrown;
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
        java.util.Objects.requireNonNull(stage, "stage");
        Pendings.Pending pending = detached();
        return pending == null ? stage : core.pendings().until(pending, stage);
    }

    /** Returns {@code null} if nobody will want to know how it ends. */
    private Pendings.Pending detached() {
        check();
        Frame taken = frame;
        frame = null;
        if (!core.sequence().matters(taken)) {
            core.sequence().succeeded(taken);
            return null;
        }
        Pendings.Pending pending = core.pendings().add(taken);
        if (said) {
            pending.end(success, cause);
        }
        return pending;
    }

    @Override
    public void close() {
        if (frame == null) {
            return;
        }
        check();
        Frame ended = frame;
        frame = null;
        if (!said) {
            core.sequence().unknown(ended);
        } else if (success) {
            core.sequence().succeeded(ended);
        } else {
            core.sequence().failed(ended, cause);
        }
    }
}
