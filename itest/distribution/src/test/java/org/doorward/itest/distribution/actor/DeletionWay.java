package org.doorward.itest.distribution.actor;

import java.beans.EventHandler;
import java.beans.Statement;
import java.io.File;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.ref.Cleaner;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.doorward.guard.Body;
import org.doorward.guard.OperationGuard;
import org.osgi.framework.BundleContext;

/** How a bundle comes to delete a file. */
public enum DeletionWay {
    DIRECT {
        @Override
        void delete(BundleContext context, File file) {
            file.delete();
        }
    },
    LAMBDA {
        @Override
        void delete(BundleContext context, File file) {
            Runnable task = () -> file.delete();
            task.run();
        }
    },
    REFLECTION {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            File.class.getMethod("delete").invoke(file);
        }
    },
    /** Often enough that the JDK makes an accessor, on 17 by a loader of its own. */
    REFLECTION_OFTEN {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            java.lang.reflect.Method delete = File.class.getMethod("delete");
            for (int i = 0; i < 20; i++) {
                delete.invoke(new File(file.getPath() + i));
            }
            delete.invoke(file);
        }
    },
    HANDLE {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            handle(file).invoke();
        }
    },
    PROXY {
        @Override
        void delete(BundleContext context, File file) {
            Runnable task = (Runnable) Proxy.newProxyInstance(
                    DeletionWay.class.getClassLoader(),
                    new Class<?>[] {Runnable.class},
                    (proxy, method, arguments) -> file.delete() ? null : null);
            task.run();
        }
    },
    REFERENCE_IN_THE_COMMON_POOL {
        @Override
        void delete(BundleContext context, File file) {
            CompletableFuture.supplyAsync(file::delete).join();
        }
    },
    REFERENCE_IN_A_VIRTUAL_THREAD {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            Runnable task = file::delete;
            ((Thread) Thread.class
                            .getMethod("startVirtualThread", Runnable.class)
                            .invoke(null, task))
                    .join();
        }
    },
    /** No class of the bundle is on the stack: the thread tells. */
    HANDLE_IN_A_POOL {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            inAPool(MethodHandleProxies.asInterfaceInstance(Runnable.class, handle(file)));
        }
    },
    /** The engine carries the task: it is not the engine that acts. */
    FOR_SOMEBODY_IN_A_POOL {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            ExecutorService pool = Executors.newSingleThreadExecutor();
            Runnable task = MethodHandleProxies.asInterfaceInstance(Runnable.class, handle(file));
            OperationGuard guard = guard(context);
            guard.as("alice", "acme", () -> {
                guard.carrying(pool).execute(task);
                return null;
            });
            pool.shutdown();
            pool.awaitTermination(30, TimeUnit.SECONDS);
        }
    },
    /** No class of the bundle lies between the call and where the search for who acts may end. */
    EVENT_HANDLER_IN_ITS_OWN_NAME {
        @Override
        @SuppressWarnings("unchecked")
        void delete(BundleContext context, File file) throws Exception {
            guard(context).runAs((Body<Object, Exception>) EventHandler.create(Body.class, file, "delete"));
        }
    },
    FOR_SOMEBODY_IN_A_THREAD {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            Thread thread = new Thread(file::delete);
            guard(context).as("alice", "acme", () -> {
                thread.start();
                return null;
            });
            thread.join();
        }
    },
    EVENT_HANDLER_IN_A_POOL {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            inAPool(EventHandler.create(Runnable.class, file, "delete"));
        }
    },
    EVENT_HANDLER_IN_A_THREAD {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            Thread thread = new Thread(EventHandler.create(Runnable.class, file, "delete"));
            thread.start();
            thread.join();
        }
    },
    /** A class of a loader of the JDK's that the bundle made, as a database compiles an alias. */
    CLASS_OF_A_LOADER {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            Path folder = Files.createTempDirectory("actor");
            String name = Relay.class.getName();
            Path classFile = folder.resolve(name.replace('.', '/') + ".class");
            Files.createDirectories(classFile.getParent());
            try (InputStream content = Relay.class.getResourceAsStream("Relay.class")) {
                Files.copy(content, classFile);
            }
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
                @SuppressWarnings("unchecked")
                Consumer<File> relay =
                        (Consumer<File>) loader.loadClass(name).getConstructor().newInstance();
                relay.accept(file);
            }
        }
    },
    /** A class of a module layer that the bundle made, whose loader is the JDK's; in a thread that shows nothing else. */
    CLASS_OF_A_LAYER {
        @Override
        @SuppressWarnings("unchecked")
        void delete(BundleContext context, File file) throws Throwable {
            String name = Relay.class.getName();
            Path jar = Files.createTempDirectory("actor").resolve("relay.jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    InputStream content = Relay.class.getResourceAsStream("Relay.class")) {
                out.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
                content.transferTo(out);
                out.closeEntry();
            }
            Configuration modules = ModuleLayer.boot()
                    .configuration()
                    .resolve(ModuleFinder.of(jar), ModuleFinder.of(), Set.of("relay"));
            ModuleLayer layer =
                    ModuleLayer.boot().defineModulesWithOneLoader(modules, ClassLoader.getPlatformClassLoader());
            Consumer<File> relay = (Consumer<File>)
                    layer.findLoader("relay").loadClass(name).getConstructor().newInstance();
            CompletableFuture.completedFuture(file).thenAcceptAsync(relay).join();
        }
    },
    /** By a loader of the JDK's that another bundle needed first. */
    STATEMENT_OF_BEANS {
        @Override
        void delete(BundleContext context, File file) throws Exception {
            new Statement(file, "delete", null).execute();
        }
    },
    /** Nobody is on the stack, and the thread is everybody's. */
    HANDLE_IN_THE_COMMON_POOL {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            Runnable task = nobodys(() -> MethodHandleProxies.asInterfaceInstance(Runnable.class, handle(file)));
            FutureTask<?> waiting = new FutureTask<>(task, null); // whoever waits for a task of the pool may run it
            ForkJoinPool.commonPool().execute(waiting);
            waiting.get();
        }
    },
    /** The same in the threads that tell of what went on in a channel without a group of its own. */
    HANDLER_IN_THE_DEFAULT_GROUP {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            connect(null, file);
        }
    },
    /** The same in those that tell of a file's channel. */
    HANDLER_OF_A_FILE {
        @Override
        @SuppressWarnings("unchecked")
        void delete(BundleContext context, File file) throws Throwable {
            CompletionHandler<Integer, Void> handler =
                    nobodys(() -> EventHandler.create(CompletionHandler.class, file, "delete"));
            try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(file.toPath())) {
                channel.read(ByteBuffer.allocate(1), 0, null, handler);
                untilGone(file);
            }
        }
    },
    /** The same in the thread that hands over what is delayed. */
    EXECUTOR_AFTER_A_DELAY {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            Executor executor = nobodys(() -> EventHandler.create(Executor.class, file, "delete"));
            CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, executor)
                    .execute(() -> {});
            untilGone(file);
        }
    },
    /** The same in the thread that waits for a process. */
    TASK_AFTER_A_PROCESS {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            Runnable task = nobodys(() -> EventHandler.create(Runnable.class, file, "delete"));
            Process process = new ProcessBuilder("cat").start();
            process.onExit().thenRun(task);
            process.getOutputStream().close();
            untilGone(file);
        }
    },
    /** Nobody is on the stack, but the group and its threads are the bundle's. */
    HANDLER_IN_ITS_OWN_GROUP {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            AsynchronousChannelGroup group =
                    AsynchronousChannelGroup.withCachedThreadPool(Executors.newCachedThreadPool(), 0);
            try {
                connect(group, file);
            } finally {
                group.shutdownNow();
            }
        }
    },
    /** The thread is one of the JDK's for all, but for this: the bundle had it made. */
    CLEANER {
        @Override
        void delete(BundleContext context, File file) throws Throwable {
            Runnable task = nobodys(() -> EventHandler.create(Runnable.class, file, "delete"));
            Cleaner cleaner = Cleaner.create();
            cleaner.register(new Object(), task);
            for (int i = 0; i < 3000 && file.exists(); i++) {
                System.gc();
                Thread.sleep(10);
            }
        }
    },
    /** Another bundle does it for this one. */
    LIBRARY {
        @Override
        @SuppressWarnings("unchecked")
        void delete(BundleContext context, File file) {
            var reference = context.getServiceReference(Consumer.class);
            ((Consumer<File>) context.getService(reference)).accept(file);
        }
    },
    LIBRARY_IN_ITS_OWN_NAME {
        @Override
        @SuppressWarnings("unchecked")
        void delete(BundleContext context, File file) {
            var reference = context.getServiceReference(Function.class);
            ((Function<File, Boolean>) context.getService(reference)).apply(file);
        }
    };

    abstract void delete(BundleContext context, File file) throws Throwable;

    static MethodHandle handle(File file) throws ReflectiveOperationException {
        return MethodHandles.lookup()
                .findVirtual(File.class, "delete", MethodType.methodType(boolean.class))
                .bindTo(file)
                .asType(MethodType.methodType(void.class));
    }

    static void inAPool(Runnable task) throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            pool.submit(task).get();
        } finally {
            pool.shutdown();
        }
    }

    /** On JDK 17 proxies are of the loader that the thread has. */
    private static <T> T nobodys(Callable<T> making) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(null);
        try {
            return making.call();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Has a handler that shows nobody told of a connect. */
    @SuppressWarnings("unchecked")
    private static void connect(AsynchronousChannelGroup group, File file) throws Exception {
        CompletionHandler<Void, Void> handler =
                nobodys(() -> EventHandler.create(CompletionHandler.class, file, "delete"));
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group)) {
            channel.connect(server.getLocalAddress(), null, handler);
            untilGone(file);
        }
    }

    private static void untilGone(File file) throws InterruptedException {
        for (int i = 0; i < 3000 && file.exists(); i++) {
            Thread.sleep(10);
        }
    }

    private static OperationGuard guard(BundleContext context) {
        return context.getService(context.getServiceReference(OperationGuard.class));
    }
}
