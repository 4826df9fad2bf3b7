package org.doorward.osgi;

import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Predicate;
import org.doorward.osgi.ThreadStarts.Sake;

/*
 * Losing nothing: what runs there with a class of a bundle on the stack is that bundle's. What has nobody on it, a handle or a proxy of the
 * JDK's, could be anybody's: it is nobody's, which is never trusted.
 *
 *   a task of one bundle acts as the bundle that needed the pool first        AttributionIT
 *   who may not start threads breaks what all need, as the carriers of virtual threads                          ThreadsIT
 *   who may not start threads keeps the hooks of others from running at exit                                    ThreadsIT
 *   who may not start threads has the JDK start one for it alone, as Cleaner.create does                        ThreadsIT
 *   a thread of a pool that a bundle made counts as shared                    SharedThreadsTest
 */
/** Threads that the JDK makes once for all of the JVM, in the name of whoever needs them first. Safe for all threads. */
final class SharedThreads {
    private static final String INNOCUOUS = "jdk.internal.misc.InnocuousThread";

    private static final Set<String> CLASSES = Set.of(
            INNOCUOUS, // timers of connections, pollers of virtual threads; on 25 all pools of channels. Some are made
            // for one caller.
            "jdk.internal.misc.CarrierThread", // of virtual threads
            "java.util.concurrent.DelayScheduler",
            "java.util.prefs.AbstractPreferences$EventDispatchThread",
            "java.awt.EventDispatchThread",
            "sun.awt.image.ImageFetcher",
            "sun.print.ServiceNotifier");

    /** What a thread is called that nobody has named. */
    private static final String UNNAMED = "Thread-";

    private final ThreadStarts starts;

    /** @param passed the classes that are nobody's and call nothing that somebody else has chosen */
    SharedThreads(Predicate<Class<?>> passed) {
        this.starts = new ThreadStarts(passed);
    }

    /**
     * Whether the thread that is being started here is one, as its class, its pool or whoever starts it shows: to start it is nobody's
     * operation. Calls no method that a bundle could have written.
     */
    boolean isOne(Thread thread) {
        Sake sake = starts.sake();
        return sake == Sake.ALL || sake != Sake.CALLER && isOfAll(thread);
    }

    private static boolean isOfAll(Thread thread) {
        Class<?> type = thread.getClass();
        if (type.getClassLoader() != null) {
            return false;
        }
        return CLASSES.contains(type.getName())
                || thread instanceof ForkJoinWorkerThread worker && worker.getPool() == ForkJoinPool.commonPool();
    }

    /**
     * Whether it is one, or could be: nobody is known by it. On 17 the pools for channels and files without a group of their own have threads
     * like others. A bundle whose group has threads that look the same gains what the common pool gives, and starts them as others.
     */
    boolean isNobodys(Thread thread) {
        return looksPooled(thread) && starts.sake() == Sake.POOL || isOne(thread);
    }

    private static boolean looksPooled(Thread thread) {
        return thread.getClass() == Thread.class
                && thread.isDaemon()
                && thread.getName().startsWith(UNNAMED);
    }
}
