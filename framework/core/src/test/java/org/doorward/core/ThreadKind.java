package org.doorward.core;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A kind of thread that this JDK has: platform, and virtual where there is one. By reflection: the classes are of 17.
 *
 * @param name for the name of a test
 * @param manyAtOnce how many of them a test may have at once
 * @param builder {@code Thread.Builder}, or {@code null} for platform threads
 * @param allocatedBytes what threads of this kind have allocated so far, read in such a thread; allocates nothing. Of a virtual thread
 *     only the sum of all threads tells it
 */
record ThreadKind(String name, int manyAtOnce, Object builder, LongSupplier allocatedBytes) {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    static List<ThreadKind> all() {
        List<ThreadKind> kinds = new ArrayList<>();
        kinds.add(new ThreadKind("platform", 500, null, THREADS::getCurrentThreadAllocatedBytes));
        if (Runtime.version().feature() >= 21) {
            kinds.add(virtual());
        }
        return kinds;
    }

    private static ThreadKind virtual() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Method total = com.sun.management.ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
            return new ThreadKind("virtual", 100_000, builder, asLongSupplier(total));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("JDK " + Runtime.version() + " has no virtual threads", e);
        }
    }

    /* Not Method.invoke, which boxes its result: the meter must not move what it measures. */
    private static LongSupplier asLongSupplier(Method total) throws IllegalAccessException {
        java.lang.invoke.MethodHandle bound =
                java.lang.invoke.MethodHandles.publicLookup().unreflect(total).bindTo(THREADS);
        return () -> {
            try {
                return (long) bound.invokeExact();
            } catch (Throwable t) {
                throw new IllegalStateException(t);
            }
        };
    }

    Thread start(Runnable work) {
        if (builder == null) {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            thread.start();
            return thread;
        }
        try {
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            return (Thread) type.getMethod("start", Runnable.class).invoke(builder, work);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs this in one thread of this kind and hands on what it throws. */
    void run(Runnable work) {
        Throwable[] thrown = {null};
        Thread thread = start(() -> {
            try {
                work.run();
            } catch (Throwable t) {
                thrown[0] = t;
            }
        });
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (thrown[0] instanceof Error error) {
            throw error;
        }
        if (thrown[0] instanceof RuntimeException exception) {
            throw exception;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
