package org.doorward.osgi;

import java.lang.StackWalker.StackFrame;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/*
 * A thread of a pool of the JDK's has nothing of its own that tells it (on 17 most are called Thread-N, and any bundle can take a name that is
 * telling): only whose code starts it does. What is between that code and Thread.start is the JDK's own; a class of a bundle's, a handle, a proxy
 * or reflection in between could have brought the thread there, and ends the search.
 *
 * docs/threat-model.md, "Threads that the JDK makes", has the same as a table.
 */
/** For whom the JDK starts a thread, by the stack of whoever starts it. Safe for all threads. */
final class ThreadStarts {
    /** For whom. */
    enum Sake {
        /** A bundle starts it, or the JDK for whoever called it. */
        CALLER,
        /** What it runs is the JDK's, or everybody's. */
        ALL,
        /** A group of channels or a file needs one more thread: it may be everybody's pool, or one whose threads a bundle makes. */
        POOL,
        /** The JDK says nothing of it. */
        UNKNOWN
    }

    private static final String INITIALIZER = "<clinit>";

    /** By class, or by class and method. */
    private static final Map<String, Sake> STARTERS = Map.ofEntries(
            Map.entry("java.lang.ApplicationShutdownHooks", Sake.ALL),
            Map.entry("java.lang.ProcessHandleImpl", Sake.ALL),
            Map.entry("java.lang.ref.Finalizer", Sake.ALL),
            Map.entry("java.lang.ref.Cleaner.create", Sake.CALLER),
            Map.entry("java.util.concurrent.CompletableFuture$Delayer", Sake.ALL),
            Map.entry("sun.nio.ch.LinuxAsynchronousChannelProvider.defaultEventPort", Sake.ALL),
            Map.entry("sun.nio.ch.LinuxAsynchronousChannelProvider.openAsynchronousChannelGroup", Sake.CALLER),
            Map.entry("sun.nio.ch.AsynchronousChannelGroupImpl.executeOnPooledThread", Sake.POOL),
            Map.entry("sun.nio.ch.AsynchronousChannelGroupImpl.threadExit", Sake.POOL),
            Map.entry("sun.nio.ch.SimpleAsynchronousFileChannelImpl", Sake.POOL),
            Map.entry("sun.nio.fs.AbstractPoller", Sake.CALLER),
            Map.entry("javax.management.monitor.Monitor", Sake.ALL),
            Map.entry("sun.rmi.transport.DGCClient$EndpointEntry", Sake.ALL),
            Map.entry("sun.rmi.transport.ObjectTable", Sake.ALL),
            Map.entry("sun.rmi.transport.tcp.TCPTransport$AcceptLoop", Sake.ALL),
            Map.entry("javax.swing.SwingWorker", Sake.ALL),
            Map.entry("javax.swing.TimerQueue", Sake.ALL),
            Map.entry("sun.awt.AWTAutoShutdown", Sake.ALL),
            Map.entry("sun.awt.X11.XToolkit", Sake.ALL),
            Map.entry("sun.awt.im.InputMethodManager", Sake.ALL));

    private static final StackWalker WALKER = StackWalker.getInstance(
            EnumSet.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES));

    private final Predicate<Class<?>> passed;

    /** @param passed the classes that are nobody's and call nothing that somebody else has chosen */
    ThreadStarts(Predicate<Class<?>> passed) {
        this.passed = passed;
    }

    /** For whom the thread is started that this thread is about to start. */
    Sake sake() {
        return WALKER.walk(this::of);
    }

    private Sake of(Stream<StackFrame> frames) {
        Iterator<StackFrame> all = frames.iterator();
        while (all.hasNext() && !isStart(all.next())) {
            // the engine's own work
        }
        while (all.hasNext()) {
            StackFrame frame = all.next();
            Class<?> type = frame.getDeclaringClass();
            if (type.getClassLoader() != null || !passed.test(type)) {
                return Sake.UNKNOWN;
            }
            Sake sake = of(type, frame.getMethodName());
            if (sake != Sake.UNKNOWN) {
                return sake;
            }
        }
        return Sake.UNKNOWN;
    }

    private static boolean isStart(StackFrame frame) {
        return Thread.class.isAssignableFrom(frame.getDeclaringClass())
                && frame.getMethodName().equals("start");
    }

    /* What a class of the JDK's starts when it is initialized it starts once, in the thread of whoever needs the class first. */
    private static Sake of(Class<?> type, String method) {
        if (method.equals(INITIALIZER)) {
            return Sake.ALL;
        }
        Sake sake = STARTERS.get(type.getName());
        return sake == null ? STARTERS.getOrDefault(type.getName() + "." + method, Sake.UNKNOWN) : sake;
    }
}
