package org.doorward.itest.distribution.intruder;

import java.io.File;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;

/** What can be tried with what a thread holds; arguments are files, where there are some. */
enum OfThreads implements Trial {
    OPEN_THE_FIELD {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            Thread.class.getDeclaredField("threadLocals").setAccessible(true);
            return "opened";
        }
    },
    TRY_TO_OPEN_THE_FIELD {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            return "opened "
                    + Thread.class.getDeclaredField("inheritableThreadLocals").trySetAccessible();
        }
    },
    OPEN_ALL_FIELDS {
        @Override
        public String run(BundleContext context, List<String> arguments) {
            Field[] fields = Thread.class.getDeclaredFields();
            AccessibleObject.setAccessible(fields, true);
            return "opened " + fields.length;
        }
    },
    OPEN_THE_END {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            Thread.class.getDeclaredMethod("exit").setAccessible(true);
            return "opened";
        }
    },
    OPEN_THE_MAP {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
            map.getDeclaredMethod("remove", ThreadLocal.class).setAccessible(true);
            return "opened";
        }
    },
    OPEN_WHAT_ERASES {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            Class.forName("java.util.concurrent.ThreadLocalRandom")
                    .getDeclaredMethod("eraseThreadLocals", Thread.class)
                    .setAccessible(true);
            return "opened";
        }
    },
    OPEN_THE_JDKS_OWN_THREADS {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            Class.forName("jdk.internal.misc.InnocuousThread", false, null)
                    .getMethod("eraseThreadLocals")
                    .setAccessible(true);
            return "opened";
        }
    },
    LOOK_INTO_THREADS {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            return "lookup " + MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
        }
    },
    LOOK_INTO_THE_MAP {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            return "lookup " + MethodHandles.privateLookupIn(ThreadLocal.class, MethodHandles.lookup());
        }
    },
    /** No attack: libraries open what is public without looking. */
    OPEN_WHAT_IS_PUBLIC {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            Thread.class.getMethod("getName").setAccessible(true);
            ThreadLocal.class.getMethod("get").setAccessible(true);
            return "opened";
        }
    },
    /**
     * By no more than the JDK gives everybody: in the middle of an operation (its listener is called while the service is registered) a worker of
     * the common pool is made to work for the pool, which empties it when there is nothing to do. Then it deletes files, if there are some.
     */
    EMPTY_THE_THREAD_IN_AN_OPERATION {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            return inAnOperation(context, () -> emptied() + deletions(arguments));
        }
    };

    private static final int SECONDS = 30;

    /** Does this while a worker of the common pool registers a service. */
    private static String inAnOperation(BundleContext context, Supplier<String> deed) throws Exception {
        CompletableFuture<String> said = new CompletableFuture<>();
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                said.complete(deed.get());
            }
        };
        context.addServiceListener(listener, "(role=bait)");
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("role", "bait");
        // Not submit: whoever waits for what it returns runs it itself.
        ForkJoinPool.commonPool()
                .execute(() -> context.registerService(Runnable.class.getName(), (Runnable) () -> {}, properties));
        try {
            return said.get(SECONDS, TimeUnit.SECONDS);
        } finally {
            context.removeServiceListener(listener);
        }
    }

    private static String deletions(List<String> files) {
        StringBuilder said = new StringBuilder();
        for (String file : files) {
            try {
                boolean deleted = new File(file).delete();
                said.append(", deleted ").append(deleted);
            } catch (SecurityException e) {
                said.append(", ").append(e.getMessage());
            }
        }
        return said.toString();
    }

    /** Empties this thread, a worker, and comes back by a task that throws where the pool does not expect it. */
    private static String emptied() {
        ForkJoinWorkerThread worker = (ForkJoinWorkerThread) Thread.currentThread();
        ThreadLocal<String> witness = new ThreadLocal<>();
        witness.set("there");
        AtomicBoolean back = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            while (!back.get()) {
                worker.getPool().execute(new Bomb(worker, witness, back));
                LockSupport.parkNanos(1_000_000);
            }
        });
        caller.start();
        try {
            worker.run();
        } catch (Bomb.Blast e) {
            // As meant.
        } finally {
            back.set(true);
        }
        return witness.get() == null ? "emptied" : "not emptied";
    }

    /** Goes off in this worker when it is empty, and keeps the others busy until then. */
    private static final class Bomb extends CountedCompleter<Void> {
        private static final long serialVersionUID = 1;

        private static final class Blast extends RuntimeException {
            private static final long serialVersionUID = 1;
        }

        private final transient Thread worker;
        private final transient ThreadLocal<String> witness;
        private final transient AtomicBoolean back;

        Bomb(Thread worker, ThreadLocal<String> witness, AtomicBoolean back) {
            this.worker = worker;
            this.witness = witness;
            this.back = back;
        }

        @Override
        public void compute() {
            if (Thread.currentThread() == worker && witness.get() == null) {
                throw new Blast();
            }
            while (Thread.currentThread() != worker && !back.get()) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        @Override
        public boolean onExceptionalCompletion(Throwable thrown, CountedCompleter<?> by) {
            throw new Blast();
        }
    }
}
