package org.doorward.core;

/**
 * Which thread is inside a hook just now: its operations are not mediated again. Set while a module's callback runs and in that
 * thread only; threads that a module starts inherit nothing. Every thread that ever asked keeps one number: no class of the engine and
 * no frame stays behind in a pool's threads, and no reference is written, which would cost the collector's barrier.
 */
final class Exemption {
    private static final ThreadLocal<long[]> CURRENT = ThreadLocal.withInitial(() -> new long[1]);

    private Exemption() {}

    /** The slot of this thread: not 0 in it while a hook runs. */
    static long[] slot() {
        return CURRENT.get();
    }

    /** Whether this thread is inside a hook. */
    static boolean applies() {
        return CURRENT.get()[0] != 0;
    }
}
