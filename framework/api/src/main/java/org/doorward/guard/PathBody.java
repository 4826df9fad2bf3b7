package org.doorward.guard;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a guarded operation on one path does.
 *
 * @param <P> how the path was given: {@code Path} or {@code String}
 * @param <T> what the operation returns
 * @param <X> what it may throw
 */
@ConsumerType
@FunctionalInterface
public interface PathBody<P, T, X extends Exception> {
    /** Does it, on the path that was judged. */
    T call(P path) throws X;
}
