package org.doorward.itest.coverage.sample;

import java.io.Closeable;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.Callable;

/** Every sort of way on which code comes to a native. Never run. */
public class Routes {
    /** The native in question. */
    static native void sink();

    public void direct() {
        sink();
    }

    public void throughPrivate() {
        inner();
    }

    private static void inner() {
        sink();
    }

    /** Calls public API that is open itself: no entrance of its own. */
    public void throughPublic() {
        direct();
    }

    public void lambda() {
        take(() -> sink());
    }

    public void methodReference() {
        take(Routes::sink);
    }

    public Callable<Object> callback() {
        return new Callable<>() {
            @Override
            public Object call() {
                sink();
                return null;
            }
        };
    }

    void internalInterface(Worker worker) {
        worker.work();
    }

    protected void throughInternalInterface() {
        internalInterface(null);
    }

    public void constructor() {
        new Opening();
    }

    public void untouched() {
        take(null);
    }

    void nobodyCallsIt() {
        sink();
    }

    private static void take(Runnable runnable) {}

    /** Not exported: its methods are to be had through their callers. */
    interface Worker {
        void work();
    }

    static final class Working implements Worker {
        @Override
        public void work() {
            sink();
        }
    }

    static final class Opening {
        Opening() {
            sink();
        }
    }

    /** Not exported, but whoever has such an object as a Closeable calls it. */
    static class Closing implements Closeable {
        @Override
        public void close() {
            sink();
        }
    }

    /** Exported, with a method that it inherits from a class that is not. */
    public static class Inheriting extends Base {}

    static class Base {
        protected void inherited() {
            sink();
        }
    }

    static final class First {
        static {
            sink();
        }
    }

    static final class Stored implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) {
            sink();
        }
    }
}
