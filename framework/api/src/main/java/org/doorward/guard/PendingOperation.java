package org.doorward.guard;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An operation that was detached from its thread. Safe for all threads; the first word counts, later ones do nothing. One that
 * nobody completes ends as the failure {@code unknown} when it is closed, garbage-collected, or past the deadline of the engine.
 */
@ProviderType
public interface PendingOperation extends AutoCloseable {
    /** Ends the operation: it did what it was called for. */
    void succeeded();

    /** Ends the operation: it failed. {@code cause} may be {@code null}. */
    void failed(Throwable cause);

    /** Ends the operation as {@code unknown} unless it has ended. */
    @Override
    void close();
}
