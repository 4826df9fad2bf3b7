package org.doorward.guard;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a guarded operation on two paths does.
 *
 * @param <P> how the paths were given: {@code Path} or {@code String}
 * @param <T> what the operation returns
 * @param <X> what it may throw
 */
@ConsumerType
@FunctionalInterface
public interface PathPairBody<P, T, X extends Exception> {
    /** Does it, on the paths that were judged. */
    T call(P source, P target) throws X;
}
