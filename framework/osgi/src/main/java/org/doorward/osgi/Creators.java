package org.doorward.osgi;

import org.doorward.core.WeakIdentityMap;

/**
 * Which bundle made a class loader or a thread: what only they lead to belongs to that bundle. And which threads are the
 * administrator's. Keeps none of them alive; calls no method of them. Safe for all threads.
 */
final class Creators {
    private final WeakIdentityMap<Object, BundleSubject> made = new WeakIdentityMap<>();
    private final WeakIdentityMap<Object, Boolean> administrators = new WeakIdentityMap<>();

    void add(Object loaderOrThread, BundleSubject creator) {
        made.put(loaderOrThread, creator);
    }

    /** Its maker, or {@code null} if no bundle made it. */
    BundleSubject of(Object loaderOrThread) {
        return made.get(loaderOrThread);
    }

    /** The thread runs what the administrator asks for. */
    void addAdministrators(Object thread) {
        administrators.put(thread, true);
    }

    boolean isAdministrators(Thread thread) {
        return administrators.get(thread) != null;
    }
}
