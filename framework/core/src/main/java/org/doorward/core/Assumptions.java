package org.doorward.core;

import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadPoolExecutor;

/*
 *   as(alice, body)    the thread's own, for as long as the body runs
 *   thread.start()     within it: the new thread's for as long as it lives, but for a pool's
 *   carrying(pool)     the task's, for as long as it runs, whatever the pool's thread has
 *
 * How an operation could be somebody else's, and the test that shows that it is not (IdentityTest):
 *  - a body throws:                               whatTheBodyThrowsEndsItToo
 *  - a pool's thread is made while it is assumed: aPoolsThreadIsNobodysWhoeverHadItMade
 *  - a task comes from a thread without one:      aTaskIsItsSubmittersAndOfNobodyIfThatHasNone
 *  - it ends in another thread, later:            anOperationThatIsDetachedStaysWhoseItWas
 */
/** Whom each thread acts for. A thread holds only a cell of a class of the JDK when nothing is assumed. Safe for all threads. */
final class Assumptions {
    private static final String POOL = ThreadPoolExecutor.class.getName();

    private final ThreadLocal<Object[]> current = ThreadLocal.withInitial(() -> new Object[1]);
    private final WeakIdentityMap<Object, Assumption> ofThreads = new WeakIdentityMap<>();
    /** Until anybody assumes anything no thread is looked at. */
    private volatile boolean used;

    private volatile boolean inherited;

    /** What counts in this thread; {@code null}: nothing. */
    Assumption current() {
        if (!used) {
            return null;
        }
        Assumption own = (Assumption) current.get()[0];
        if (own == null && inherited) {
            own = ofThreads.get(Thread.currentThread());
        }
        return own == Assumption.NONE ? null : own;
    }

    /** From now on this one counts in this thread. Returns what is to be handed to {@link #end}. */
    Object begin(Assumption assumption) {
        used = true;
        Object[] cell = current.get();
        Object before = cell[0];
        cell[0] = assumption;
        return before;
    }

    /** What counted before counts again. */
    void end(Object before) {
        current.get()[0] = before;
    }

    /** The current thread is about to start this one. */
    void starts(Object thread) {
        Assumption own = current();
        if (own != null && !(thread instanceof ForkJoinWorkerThread) && !isForPool()) {
            ofThreads.put(thread, own);
            inherited = true;
        }
    }

    /* The pool of the JDK that starts it, if one does; a task of a pool that starts a thread of its own has one further out. */
    private static boolean isForPool() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(POOL)
                        && frame.getMethodName().equals("addWorker")));
    }
}
