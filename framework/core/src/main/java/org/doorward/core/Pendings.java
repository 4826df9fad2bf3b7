package org.doorward.core;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.doorward.guard.PendingOperation;

/*
 * A detached operation takes its frame along: nothing is copied, the pool makes another one. While it waits it holds names and text of
 * its own, no module and no caller's object. Three things end it besides its owner: the handle is collected, the deadline passes, the
 * engine closes.
 */
/** The operations that were detached from their threads. Safe for all threads. */
final class Pendings {
    private final Core core;
    private final Set<Pending> open = ConcurrentHashMap.newKeySet();
    private final Cleaner cleaner = Cleaner.create();
    private volatile boolean closed;

    Pendings(Core core) {
        this.core = core;
    }

    /** Takes an operation over from its thread. */
    Pending add(Frame frame) {
        KindEntry kind = core.policy().kind(frame.kind());
        core.sequence().detach(frame);
        Pending pending = new Pending(core, frame, kind, core.watchdog().deadline(), open);
        open.add(pending);
        if (closed) {
            pending.abandon();
        }
        return pending;
    }

    /** Has this run when the handle was collected. It must not lead to the handle. */
    Cleaner.Cleanable whenCollected(Object handle, Runnable end) {
        return cleaner.register(handle, end);
    }

    /** What the application gets; when it is collected the operation ends. */
    PendingOperation handle(Pending pending) {
        PendingHandle handle = new PendingHandle(pending);
        whenCollected(handle, pending::abandon);
        return handle;
    }

    /** Ends the operation with the stage; when nothing can complete the stage any more the operation ends, too. */
    <T> CompletionStage<T> until(Pending pending, CompletionStage<T> stage) {
        Completion<T> completion = new Completion<>(pending);
        whenCollected(completion, pending::abandon);
        try {
            return stage.whenComplete(completion);
        } catch (RuntimeException | Error e) {
            pending.abandon();
            throw e;
        }
    }

    /** Ends what is past its deadline. */
    void expire(long tick) {
        for (Pending pending : open) {
            if (tick > pending.deadline) {
                pending.abandon();
            }
        }
    }

    /** Ends everything, now and from now on. */
    void close() {
        closed = true;
        for (Pending pending : open) {
            pending.abandon();
        }
    }

    int size() {
        return open.size();
    }

    /** One detached operation. */
    static final class Pending {
        private final Core core;
        private final AtomicReference<Frame> frame;
        private final KindEntry kind;
        private final long deadline;
        private final Set<Pending> open;

        Pending(Core core, Frame frame, KindEntry kind, long deadline, Set<Pending> open) {
            this.core = core;
            this.frame = new AtomicReference<>(frame);
            this.kind = kind;
            this.deadline = deadline;
            this.open = open;
        }

        /** The first word counts. */
        void end(boolean success, Throwable cause) {
            end(success, cause, frame -> {});
        }

        /** As {@link #end(boolean, Throwable)}; {@code addition} adds arguments that are known now. */
        void end(boolean success, Throwable cause, Consumer<Frame> addition) {
            Frame ended = take();
            if (ended == null) {
                return;
            }
            addition.accept(ended);
            if (success) {
                core.sequence().succeeded(ended);
            } else {
                core.sequence().failed(ended, cause);
            }
        }

        /** Ended by its owner without a word. */
        void unknown() {
            Frame ended = take();
            if (ended != null) {
                core.sequence().unknown(ended);
            }
        }

        /** Ended by the engine. */
        void abandon() {
            Frame ended = take();
            if (ended != null) {
                core.sequence().abandoned(ended, false, false, null);
            }
        }

        private Frame take() {
            Headroom.require();
            Frame ended = frame.getAndSet(null);
            if (ended != null) {
                open.remove(this);
                ended.plan(core.policy().planOrIdle(kind));
            }
            return ended;
        }
    }

    private record PendingHandle(Pending pending) implements PendingOperation {
        @Override
        public void succeeded() {
            pending.end(true, null);
        }

        @Override
        public void failed(Throwable cause) {
            pending.end(false, cause);
        }

        @Override
        public void close() {
            pending.unknown();
        }
    }

    /** Not a lambda: it must have an identity of its own for the cleaner. */
    private static final class Completion<T> implements BiConsumer<T, Throwable> {
        private final Pending pending;

        Completion(Pending pending) {
            this.pending = pending;
        }

        @Override
        public void accept(T value, Throwable thrown) {
            boolean wrapped = thrown instanceof CompletionException && thrown.getCause() != null;
            pending.end(thrown == null, wrapped ? thrown.getCause() : thrown);
        }
    }
}
