package org.doorward.itest.distribution.actor;

import java.beans.Expression;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.doorward.guard.OperationGuard;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A library that acts for its callers. */
public final class LibraryActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Consumer<File> deleting = File::delete;
        context.registerService(Consumer.class, deleting, null);
        OperationGuard guard = context.getService(context.getServiceReference(OperationGuard.class));
        Function<File, Boolean> vouching = file -> guard.runAs(file::delete);
        context.registerService(Function.class, vouching, null);
        BiConsumer<SocketAddress, CompletionHandler<Void, Void>> connecting = LibraryActivator::connect;
        context.registerService(BiConsumer.class, connecting, null);
        needFirstWhatAllShare();
    }

    private static void connect(SocketAddress peer, CompletionHandler<Void, Void> handler) {
        try {
            AsynchronousSocketChannel.open().connect(peer, null, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The loader by which beans call, and threads that the JDK has for all: who makes them is not whom they act for. */
    private static void needFirstWhatAllShare() {
        try {
            new Expression("text", "length", null).getValue();
            ForkJoinPool.commonPool().execute(() -> {});
            AsynchronousSocketChannel.open().close();
            readAFile();
            CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS).execute(() -> {});
            new ProcessBuilder("true").start().onExit().get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void readAFile() throws Exception {
        Path file = Files.createTempFile("library", "");
        try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(file)) {
            channel.read(ByteBuffer.allocate(1), 0).get();
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }
}
