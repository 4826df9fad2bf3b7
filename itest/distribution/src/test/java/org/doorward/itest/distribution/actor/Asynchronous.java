package org.doorward.itest.distribution.actor;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Connects and accepts without waiting, in every way in which that can end; prints what the bundle was told, and its ports. */
final class Asynchronous {
    private static final int PATIENCE_SECONDS = 30;
    private static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final boolean byHandler;
    private final PrintStream out;
    private final BundleContext context;

    /** What a handler was told. */
    static final class Told<V> extends CompletableFuture<V> implements CompletionHandler<V, Void> {
        @Override
        public void completed(V result, Void nothing) {
            complete(result);
        }

        @Override
        public void failed(Throwable failure, Void nothing) {
            completeExceptionally(failure);
        }
    }

    /** Accepts the next one as soon as it is told of one, as servers do. */
    private static final class Loop implements CompletionHandler<AsynchronousSocketChannel, Void> {
        private final AsynchronousServerSocketChannel server;
        private final CountDownLatch all;

        Loop(AsynchronousServerSocketChannel server, int count) {
            this.server = server;
            this.all = new CountDownLatch(count);
        }

        @Override
        public void completed(AsynchronousSocketChannel accepted, Void nothing) {
            if (all.getCount() > 1) {
                server.accept(null, this);
            }
            all.countDown();
        }

        @Override
        public void failed(Throwable failure, Void nothing) {
            throw new IllegalStateException(failure);
        }
    }

    private record PassingOn(CompletionHandler<Void, Void> told) implements CompletionHandler<Void, Void> {
        @Override
        public void completed(Void result, Void nothing) {
            told.completed(result, nothing);
        }

        @Override
        public void failed(Throwable failure, Void nothing) {
            told.failed(failure, nothing);
        }
    }

    /** @param form {@code future} or {@code handler}: how it is told */
    Asynchronous(String form, PrintStream out, BundleContext context) {
        this.byHandler = form.equals("handler");
        this.out = out;
        this.context = context;
    }

    void run(List<String> words) throws Exception {
        switch (words.get(0)) {
            case "connect" -> connect(peer(words));
            case "connect-closed" -> connectClosed(peer(words));
            case "connect-cancelled" -> connectCancelled(peer(words));
            case "connect-twice" -> connectTwice(peer(words));
            case "connect-by-library" -> connectByLibrary(peer(words), new File(words.get(2)), false);
            case "connect-and-pass-on" -> connectByLibrary(peer(words), new File(words.get(2)), true);
            case "accept-at-once" -> acceptAtOnce();
            case "accept-later" -> acceptLater();
            case "accept-closed" -> acceptClosed();
            case "accept-cancelled" -> acceptCancelled();
            case "accept-twice" -> acceptTwice();
            case "accept-loop" -> acceptLoop(Integer.parseInt(words.get(1)));
            case "accept-nobody" -> acceptNobody();
            default -> throw new IllegalArgumentException(words.toString());
        }
    }

    private static InetSocketAddress peer(List<String> words) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(words.get(1)));
    }

    private Future<Void> connecting(AsynchronousSocketChannel channel, SocketAddress peer) {
        if (byHandler) {
            Told<Void> told = new Told<>();
            channel.connect(peer, null, told);
            return told;
        }
        return channel.connect(peer);
    }

    private Future<AsynchronousSocketChannel> accepting(AsynchronousServerSocketChannel server) {
        if (byHandler) {
            Told<AsynchronousSocketChannel> told = new Told<>();
            server.accept(null, told);
            return told;
        }
        return server.accept();
    }

    private void print(Future<?> end) throws Exception {
        try {
            out.println(
                    end.get(PATIENCE_SECONDS, TimeUnit.SECONDS) instanceof AsynchronousSocketChannel accepted
                            ? "accepted " + port(accepted.getRemoteAddress())
                            : "connected");
        } catch (ExecutionException e) {
            out.println("failed " + e.getCause().getClass().getName());
        } catch (CancellationException e) {
            out.println("cancelled");
        }
    }

    private static int port(SocketAddress address) {
        return ((InetSocketAddress) address).getPort();
    }

    // ---- connect

    private void connect(InetSocketAddress peer) throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            print(connecting(channel, peer));
        }
    }

    private void connectClosed(InetSocketAddress peer) throws Exception {
        AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
        Future<Void> connect = connecting(channel, peer);
        out.println(connect.isDone() ? "at once" : "pending");
        channel.close();
        print(connect);
    }

    private void connectCancelled(InetSocketAddress peer) throws Exception {
        Future<Void> connect = AsynchronousSocketChannel.open().connect(peer);
        out.println(connect.isDone() ? "at once" : "pending");
        connect.cancel(true);
        print(connect);
    }

    private void connectTwice(InetSocketAddress peer) throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            Future<Void> first = connecting(channel, peer);
            try {
                print(connecting(channel, peer));
            } catch (IllegalStateException e) {
                out.println("refused " + e.getClass().getName());
            }
            channel.close();
            print(first);
        }
    }

    /** A library connects, and a third bundle is told of it: by itself, or by a handler of this one. */
    @SuppressWarnings("unchecked")
    private void connectByLibrary(InetSocketAddress peer, File file, boolean passedOn) throws Exception {
        ServiceReference<Function> listener = context.getServiceReferences(Function.class, "(of=listener)")
                .iterator()
                .next();
        CompletionHandler<Void, Void> told =
                (CompletionHandler<Void, Void>) context.getService(listener).apply(file);
        BiConsumer<SocketAddress, CompletionHandler<Void, Void>> library =
                context.getService(context.getServiceReference(BiConsumer.class));
        library.accept(peer, passedOn ? new PassingOn(told) : told);
        for (int i = 0; i < PATIENCE_SECONDS * 100 && file.exists(); i++) {
            Thread.sleep(10);
        }
        out.println("told " + !file.exists());
    }

    // ---- accept

    private AsynchronousServerSocketChannel server(AsynchronousChannelGroup group) throws IOException {
        AsynchronousServerSocketChannel server =
                AsynchronousServerSocketChannel.open(group).bind(FREE);
        out.println("port " + port(server.getLocalAddress()));
        return server;
    }

    private static Socket client(AsynchronousServerSocketChannel server) throws IOException {
        return new Socket(FREE.getAddress(), port(server.getLocalAddress()));
    }

    private void acceptAtOnce() throws Exception {
        try (AsynchronousServerSocketChannel server = server(null);
                Socket client = client(server)) {
            out.println("client " + client.getLocalPort());
            print(accepting(server));
        }
    }

    private void acceptLater() throws Exception {
        try (AsynchronousServerSocketChannel server = server(null)) {
            Future<AsynchronousSocketChannel> accept = accepting(server);
            try (Socket client = client(server)) {
                out.println("client " + client.getLocalPort());
                print(accept);
            }
        }
    }

    private void acceptClosed() throws Exception {
        AsynchronousServerSocketChannel server = server(null);
        Future<AsynchronousSocketChannel> accept = accepting(server);
        server.close();
        print(accept);
    }

    private void acceptCancelled() throws Exception {
        Future<AsynchronousSocketChannel> accept = server(null).accept();
        accept.cancel(true);
        print(accept);
    }

    private void acceptTwice() throws Exception {
        try (AsynchronousServerSocketChannel server = server(null)) {
            Future<AsynchronousSocketChannel> accept = accepting(server);
            try {
                print(accepting(server));
            } catch (IllegalStateException e) {
                out.println("refused " + e.getClass().getName());
            }
            try (Socket client = client(server)) {
                out.println("client " + client.getLocalPort());
                print(accept);
            }
        }
    }

    /** In a group of its own, whose threads call the handler while they are still inside the accept that they tell of. */
    private void acceptLoop(int count) throws Exception {
        AsynchronousChannelGroup group =
                AsynchronousChannelGroup.withFixedThreadPool(1, Executors.defaultThreadFactory());
        try (AsynchronousServerSocketChannel server = server(group)) {
            Loop loop = new Loop(server, count);
            server.accept(null, loop);
            for (int i = 0; i < count; i++) {
                long before = loop.all.getCount();
                try (Socket client = client(server)) {
                    out.println("client " + client.getLocalPort());
                    while (loop.all.getCount() == before) {
                        Thread.onSpinWait();
                    }
                }
            }
            out.println("told of all " + loop.all.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } finally {
            group.shutdownNow();
        }
    }

    /** The client waits for a byte from whoever accepts it. */
    private void acceptNobody() throws Exception {
        try (AsynchronousServerSocketChannel server = server(null);
                Socket client = client(server)) {
            try {
                accepting(server).get(PATIENCE_SECONDS, TimeUnit.SECONDS).write(ByteBuffer.allocate(1));
            } catch (SecurityException e) {
                out.println(e);
            }
            server.close();
            try {
                out.println("the client read " + client.getInputStream().read());
            } catch (IOException e) {
                out.println("the client was cut off");
            }
        }
    }
}
