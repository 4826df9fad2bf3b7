package org.doorward.agent;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Brings the handle from premain to the launcher through no static field: it waits in the slot for the uncaught exception handler of the
 * main thread, which premain and main both run on. The launcher's first statements take it and empty the slot, before any other code runs:
 *
 * <pre>{@code
 * Thread main = Thread.currentThread();
 * if (main.getUncaughtExceptionHandler() instanceof Supplier<?> handOver) {
 *     main.setUncaughtExceptionHandler(null);
 *     Map<?, ?> agent = (Map<?, ?>) handOver.get();
 * }
 * }</pre>
 *
 * <p>While it waits, an uncaught exception is treated as without it.
 */
final class HandOver implements Thread.UncaughtExceptionHandler, Supplier<Map<String, Object>> {
    private final Thread thread;
    private final AtomicReference<Map<String, Object>> waiting;

    HandOver(Thread thread, Map<String, Object> agent) {
        this.thread = thread;
        this.waiting = new AtomicReference<>(agent);
    }

    /** Puts it where the launcher looks. */
    void waitForTheLauncher() {
        thread.setUncaughtExceptionHandler(this);
    }

    /**
     * Hands over, once; what is handed over is described in the package's documentation.
     *
     * @throws IllegalStateException on a second call, or on another thread than the one that the agent started on
     */
    @Override
    public Map<String, Object> get() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("thread [" + Thread.currentThread().getName() + "] is not the main thread ["
                    + thread.getName() + "]: only the launcher takes the handle");
        }
        Map<String, Object> agent = waiting.getAndSet(null);
        if (agent == null) {
            throw new IllegalStateException("the handle was taken already");
        }
        return agent;
    }

    @Override
    public void uncaughtException(Thread failed, Throwable failure) {
        failed.getThreadGroup().uncaughtException(failed, failure);
    }
}
