package org.doorward.osgi;

import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/*
 * Losing nothing: what runs there with a class of a bundle on the stack is that bundle's. What has nobody on it, a handle or a proxy of the
 * JDK's, could be anybody's: it is nobody's, which is never trusted.
 *
 *   a task of one bundle acts as the bundle that needed the pool first        AttributionIT
 *   who may not start threads breaks what all need, as the carriers of virtual threads                          ThreadsIT
 *   a thread of a pool that a bundle made counts as shared                    SharedThreadsTest
 */
/** Threads that the JDK makes once for all of the JVM, in the name of whoever needs them first. Stateless. */
final class SharedThreads {
    private static final Set<String> CLASSES = Set.of(
            "jdk.internal.misc.InnocuousThread", // cleaners, timers of connections, reapers of processes
            "jdk.internal.misc.CarrierThread", // of virtual threads
            "java.util.concurrent.DelayScheduler",
            "java.util.prefs.AbstractPreferences$EventDispatchThread",
            "java.awt.EventDispatchThread",
            "sun.awt.image.ImageFetcher",
            "sun.print.ServiceNotifier");

    /** On JDK 17 threads like others: nothing but their names tells them. A bundle that gives one to its own gains what the common pool gives, and starts it as others. */
    private static final Set<String> NAMES = Set.of("CompletableFutureDelayScheduler", "process reaper");

    private SharedThreads() {}

    /** Whether this is one, as its class or its pool shows: to start it is nobody's operation. Calls no method that a bundle could have written. */
    static boolean isOne(Thread thread) {
        Class<?> type = thread.getClass();
        if (type.getClassLoader() != null) {
            return false;
        }
        return CLASSES.contains(type.getName())
                || thread instanceof ForkJoinWorkerThread worker && worker.getPool() == ForkJoinPool.commonPool();
    }

    /** Whether this is one, or has the name of one: nobody is known by it. */
    static boolean isNobodys(Thread thread) {
        return isOne(thread) || thread.getClass() == Thread.class && NAMES.contains(thread.getName());
    }
}
