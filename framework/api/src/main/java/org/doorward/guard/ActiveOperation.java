package org.doorward.guard;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An operation that was allowed and is running. Belongs to the thread that entered it, which says how it ended and closes it; a
 * handle that is closed without a word is the failure {@code unknown}. Used with try-with-resources.
 *
 * <p>Every method throws {@link IllegalStateException} in another thread; after {@link #close} or {@link #detach} only {@code close}
 * may be called and does nothing.
 */
@ProviderType
public interface ActiveOperation extends AutoCloseable {
    /** Says that the operation did what it was called for. */
    void succeeded();

    /** Says that it failed. {@code cause} may be {@code null}: a failure without a cause, as {@code File.delete} returning false. */
    void failed(Throwable cause);

    /**
     * Takes the operation off this thread: it goes on elsewhere. The copy of its arguments is its own. Allocates.
     *
     * @return the pending operation, for any thread to complete
     */
    PendingOperation detach();

    /**
     * Detaches and completes with the stage: normally is success, exceptionally is failure with that cause.
     *
     * @return a stage that completes as {@code stage} does, after the event was emitted
     */
    <T> CompletionStage<T> detachUntil(CompletionStage<T> stage);

    /** Ends the operation: exit rules run, and its event is emitted if it was flagged. Does not throw. */
    @Override
    void close();
}
