package org.doorward.osgi;

import org.doorward.core.WeakIdentityMap;

/**
 * Which bundle made a class loader or a thread: what only they lead to belongs to that bundle. Keeps neither alive; calls no method of
 * them. Safe for all threads.
 */
final class Creators {
    private final WeakIdentityMap<Object, BundleSubject> made = new WeakIdentityMap<>();

    void add(Object loaderOrThread, BundleSubject creator) {
        made.put(loaderOrThread, creator);
    }

    /** Its maker, or {@code null} if no bundle made it. */
    BundleSubject of(Object loaderOrThread) {
        return made.get(loaderOrThread);
    }
}
