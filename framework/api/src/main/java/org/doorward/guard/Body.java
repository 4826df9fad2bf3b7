package org.doorward.guard;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a guarded operation does.
 *
 * @param <T> what the operation returns
 * @param <X> what it may throw
 */
@ConsumerType
@FunctionalInterface
public interface Body<T, X extends Exception> {
    /** Does it. */
    T call() throws X;
}
