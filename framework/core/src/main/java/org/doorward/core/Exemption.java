package org.doorward.core;

/**
 * Which thread is inside a hook just now: its operations are not mediated again. Set while a module's callback runs and in that
 * thread only; threads that a module starts inherit nothing. Every thread that ever asked keeps one array of java.base with nothing
 * in it: no class of the engine and no frame stays behind in a pool's threads.
 */
final class Exemption {
    private static final ThreadLocal<Object[]> CURRENT = ThreadLocal.withInitial(() -> new Object[1]);

    private Exemption() {}

    /** The slot of this thread: the frame whose hook runs, or {@code null} in it. */
    static Object[] slot() {
        return CURRENT.get();
    }

    /** Whether this thread is inside a hook. */
    static boolean applies() {
        return CURRENT.get()[0] != null;
    }
}
