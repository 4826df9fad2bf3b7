package org.doorward.agent.probe;

import static org.doorward.agent.probe.Attempt.ANY;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Sockets of all kinds on the loopback interface, names, interfaces. */
final class NetworkCases {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final InetSocketAddress FREE = new InetSocketAddress(LOOPBACK, 0);
    private static final int PATIENCE_SECONDS = 30;

    private NetworkCases() {}

    static void addTo(Cases cases) {
        connect(cases);
        server(cases);
        unixDomain(cases);
        datagram(cases);
        names(cases);
        asynchronous(cases);
    }

    private static InetSocketAddress listening() throws Exception {
        return (InetSocketAddress) ServerSocketChannel.open().bind(FREE).getLocalAddress();
    }

    private static void connect(Cases cases) {
        cases.add(35, "DatagramChannelImpl.connect", folder -> {
            DatagramChannel channel = DatagramChannel.open();
            InetSocketAddress target = new InetSocketAddress(LOOPBACK, 9);
            return Attempt.of(() -> channel.connect(target)).with(target, true).state(channel::isConnected);
        });
        cases.add(35, "Net.connect", folder -> {
            InetSocketAddress target = listening();
            SocketChannel channel = SocketChannel.open();
            return Attempt.of(() -> channel.connect(target))
                    .with(ANY, ANY, LOOPBACK, target.getPort())
                    .state(channel::isConnected);
        });
        cases.add(35, "NioSocketImpl.connect", folder -> {
            InetSocketAddress target = listening();
            Socket socket = new Socket();
            return Attempt.of(() -> socket.connect(target, 5000))
                    .with(target, ANY)
                    .state(socket::isConnected);
        });
        cases.add(35, "SocketChannelImpl.blockingConnect", folder -> {
            InetSocketAddress target = listening();
            SocketChannel channel = SocketChannel.open();
            return Attempt.of(() -> channel.socket().connect(target, 5000))
                    .with(target, ANY)
                    .state(channel::isConnected);
        });
        cases.add(35, "SocketChannelImpl.connect", folder -> {
            InetSocketAddress target = listening();
            SocketChannel channel = SocketChannel.open();
            return Attempt.of(() -> channel.connect(target))
                    .with(target)
                    .returning(true)
                    .state(channel::isConnected);
        });
        cases.add(35, "SocketChannelImpl.connect", folder -> {
            ServerSocketChannel closed = ServerSocketChannel.open().bind(FREE);
            InetSocketAddress target = (InetSocketAddress) closed.getLocalAddress();
            closed.close();
            SocketChannel channel = SocketChannel.open();
            return Attempt.of(() -> channel.connect(target)).with(target).fails(java.net.ConnectException.class);
        });
        cases.add(35, "UnixAsynchronousSocketChannelImpl.implConnect", folder -> {
            InetSocketAddress target = listening();
            AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
            return Attempt.of(() -> channel.connect(target).get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .with(target, null, null)
                    .state(channel::getRemoteAddress);
        });
        cases.add(40, "SocketChannelImpl.finishConnect", folder -> {
            InetSocketAddress target = listening();
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(target);
            return Attempt.of(channel::finishConnect).observed();
        });
    }

    private static void server(Cases cases) {
        cases.add(36, "Net.bind", folder -> {
            ServerSocketChannel channel = ServerSocketChannel.open();
            return Attempt.of(() -> channel.bind(FREE))
                    .with(ANY, ANY, LOOPBACK, 0)
                    .state(channel::getLocalAddress);
        });
        cases.add(37, "AsynchronousServerSocketChannelImpl.bind", folder -> {
            AsynchronousServerSocketChannel channel = AsynchronousServerSocketChannel.open();
            return Attempt.of(() -> channel.bind(FREE, 5)).with(FREE, 5).state(channel::getLocalAddress);
        });
        cases.add(
                37,
                "NioSocketImpl.listen",
                folder -> Attempt.of(() -> new ServerSocket(0, 5, LOOPBACK).close())
                        .with(5));
        cases.add(37, "ServerSocketChannelImpl.bind", folder -> {
            ServerSocketChannel channel = ServerSocketChannel.open();
            return Attempt.of(() -> channel.bind(FREE, 5)).with(FREE, 5).state(channel::getLocalAddress);
        });
        cases.add(38, "NioSocketImpl.accept", folder -> {
            ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
            Socket client = new Socket(LOOPBACK, server.getLocalPort());
            return Attempt.of(server::accept).state(client::isConnected);
        });
        accept(cases, "ServerSocketChannelImpl.accept()", ServerSocketChannel::accept);
        accept(cases, "ServerSocketChannelImpl.implAccept", ServerSocketChannel::accept);
        accept(cases, "ServerSocketChannelImpl.blockingAccept", server -> {
            server.socket().setSoTimeout(PATIENCE_SECONDS * 1000);
            server.socket().accept();
        });
        cases.add(38, "UnixAsynchronousServerSocketChannelImpl.implAccept", folder -> {
            AsynchronousServerSocketChannel server =
                    AsynchronousServerSocketChannel.open().bind(FREE);
            SocketChannel client = SocketChannel.open(server.getLocalAddress());
            return Attempt.of(() -> server.accept().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .with(null, null)
                    .state(client::isConnected);
        });
    }

    private interface Accept {
        void from(ServerSocketChannel server) throws Exception;
    }

    private static void accept(Cases cases, String method, Accept accept) {
        cases.add(38, method, folder -> {
            ServerSocketChannel server = ServerSocketChannel.open().bind(FREE);
            SocketChannel client = SocketChannel.open(server.getLocalAddress());
            return Attempt.of(() -> accept.from(server)).state(client::isConnected);
        });
    }

    private static void unixDomain(Cases cases) {
        cases.add(39, "UnixDomainSockets.bind", folder -> {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
            return Attempt.of(() -> server.bind(address)).with(ANY, address.getPath());
        });
        cases.add(39, "UnixDomainSockets.connect", folder -> {
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
            ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
            SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
            return Attempt.of(() -> client.connect(address))
                    .with(ANY, address.getPath())
                    .state(client::isConnected);
        });
        cases.add(39, "UnixDomainSockets.accept", folder -> {
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
            ServerSocketChannel server =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
            SocketChannel client = SocketChannel.open(address);
            return Attempt.of(server::accept).state(client::isConnected);
        });
    }

    private static void datagram(Cases cases) {
        cases.add(41, "DatagramChannelImpl.receive", folder -> {
            DatagramChannel channel = DatagramChannel.open().bind(FREE);
            channel.configureBlocking(false);
            return Attempt.of(() -> channel.receive(ByteBuffer.allocate(9))).with(ByteBuffer.allocate(9));
        });
        cases.add(41, "DatagramChannelImpl.blockingReceive", folder -> {
            DatagramSocket socket = new DatagramSocket(FREE);
            socket.send(new DatagramPacket(new byte[1], 1, socket.getLocalSocketAddress()));
            socket.setSoTimeout(PATIENCE_SECONDS * 1000);
            return Attempt.of(() -> socket.receive(new DatagramPacket(new byte[9], 9)));
        });
        cases.add(41, "DatagramChannelImpl.send", folder -> {
            DatagramChannel channel = DatagramChannel.open();
            InetSocketAddress target = new InetSocketAddress(LOOPBACK, 9);
            return Attempt.of(() -> channel.send(ByteBuffer.allocate(1), target))
                    .with(ANY, target)
                    .returning(1);
        });
        InetSocketAddress group = new InetSocketAddress("239.1.2.3", 0);
        cases.add(42, "DatagramChannelImpl.innerJoin", folder -> {
            DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
            NetworkInterface loopback = NetworkInterface.getByInetAddress(LOOPBACK);
            return Attempt.of(() -> channel.join(group.getAddress(), loopback))
                    .with(group.getAddress(), loopback, null)
                    .mayFail();
        });
        cases.add(42, "DatagramSocketAdaptor.joinGroup", folder -> {
            MulticastSocket socket = new MulticastSocket();
            NetworkInterface loopback = NetworkInterface.getByInetAddress(LOOPBACK);
            return Attempt.of(() -> socket.joinGroup(group, loopback))
                    .with(group, loopback)
                    .mayFail();
        });
        cases.add(65, "DatagramChannelImpl.disconnect", folder -> {
            DatagramChannel channel = DatagramChannel.open().connect(new InetSocketAddress(LOOPBACK, 9));
            return Attempt.of(channel::disconnect).with().state(channel::isConnected);
        });
        cases.add(65, "DatagramSocketAdaptor.disconnect", folder -> {
            DatagramSocket socket = new DatagramSocket(FREE);
            socket.connect(new InetSocketAddress(LOOPBACK, 9));
            return Attempt.of(socket::disconnect).with().state(socket::isConnected);
        });
    }

    private static void names(Cases cases) {
        cases.add(
                43,
                "InetAddress.getAllByName0",
                folder ->
                        Attempt.of(() -> InetAddress.getAllByName("localhost")).mayFail());
        cases.add(43, "InetAddress.getHostFromNameService", folder -> {
            InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return Attempt.of(address::getHostName).mayFail();
        });
        cases.add(
                43,
                "InetAddress.getLocalHost",
                folder -> Attempt.of(InetAddress::getLocalHost).with().mayFail());
        cases.add(
                43,
                "InetAddress.isReachable",
                folder -> Attempt.of(() -> LOOPBACK.isReachable(null, 0, 1000))
                        .with(null, 0, 1000)
                        .mayFail());
        cases.add(
                44,
                "NetworkInterface.getByIndex",
                folder -> Attempt.of(() -> NetworkInterface.getByIndex(1)).with(1));
        cases.add(
                44,
                "NetworkInterface.getByInetAddress",
                folder -> Attempt.of(() -> NetworkInterface.getByInetAddress(LOOPBACK))
                        .with(LOOPBACK));
        cases.add(
                44,
                "NetworkInterface.getByName",
                folder -> Attempt.of(() -> NetworkInterface.getByName("lo")).with("lo"));
        cases.add(
                44,
                "NetworkInterface.getNetworkInterfaces",
                folder -> Attempt.of(() -> NetworkInterface.getNetworkInterfaces())
                        .with());
        cases.add(
                44,
                "NetworkInterface.networkInterfaces",
                folder -> Attempt.of(() -> NetworkInterface.networkInterfaces().count())
                        .with());
    }

    /** All ways in which an asynchronous connect or accept ends: at once or later, with future or handler, well or badly. */
    private static void asynchronous(Cases cases) {
        for (String method : List.of(
                "66 UnixAsynchronousServerSocketChannelImpl.finishAccept",
                "66 UnixAsynchronousServerSocketChannelImpl.implClose",
                "66 UnixAsynchronousServerSocketChannelImpl.onEvent",
                "66 UnixAsynchronousSocketChannelImpl.finishConnect",
                "66 UnixAsynchronousSocketChannelImpl.setConnected",
                "67 CompletedFuture.withFailure",
                "67 CompletedFuture.withResult",
                "67 Invoker.invoke(",
                "67 Invoker.invokeIndirectly",
                "67 Invoker.invokeUnchecked",
                "67 PendingFuture.setFailure",
                "67 PendingFuture.setResult")) {
            int item = Integer.parseInt(method.substring(0, 2));
            cases.add(item, method.substring(3), folder -> {
                Attempt attempt =
                        Attempt.of(NetworkCases::connectAndAcceptInEveryWay).observed();
                return item == 67 ? attempt.entryOnly() : attempt;
            });
        }
    }

    private static void connectAndAcceptInEveryWay() throws Exception {
        connectAtOnce();
        acceptAtOnce();
        acceptFromClosed();
        pendingAccept();
        pendingConnect();
        closedWhileAccepting();
    }

    private static void connectAtOnce() throws Exception {
        InetSocketAddress target = listening();
        AsynchronousSocketChannel.open().connect(target).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        await(handler -> AsynchronousSocketChannel.open().connect(target, null, handler));
        ServerSocketChannel closed = ServerSocketChannel.open().bind(FREE);
        InetSocketAddress refused = (InetSocketAddress) closed.getLocalAddress();
        closed.close();
        try {
            AsynchronousSocketChannel.open().connect(refused).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // as intended
        }
        await(handler -> AsynchronousSocketChannel.open().connect(refused, null, handler));
    }

    private static void acceptAtOnce() throws Exception {
        AsynchronousServerSocketChannel server =
                AsynchronousServerSocketChannel.open().bind(FREE);
        SocketChannel.open(server.getLocalAddress());
        server.accept().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        SocketChannel.open(server.getLocalAddress());
        CountDownLatch done = new CountDownLatch(1);
        server.accept(null, counting(done));
        done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void acceptFromClosed() throws Exception {
        AsynchronousServerSocketChannel server =
                AsynchronousServerSocketChannel.open().bind(FREE);
        server.close();
        try {
            server.accept().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // as intended
        }
    }

    private static void pendingAccept() throws Exception {
        AsynchronousServerSocketChannel server =
                AsynchronousServerSocketChannel.open().bind(FREE);
        Future<AsynchronousSocketChannel> accepted = server.accept();
        SocketChannel.open(server.getLocalAddress());
        accepted.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        CountDownLatch done = new CountDownLatch(1);
        server.accept(null, counting(done));
        SocketChannel.open(server.getLocalAddress());
        done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** A full backlog leaves a connect pending until the queue is emptied. */
    private static void pendingConnect() throws Exception {
        ServerSocketChannel server = ServerSocketChannel.open().bind(FREE, 1);
        List<Future<Void>> connects = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            connects.add(AsynchronousSocketChannel.open().connect(server.getLocalAddress()));
        }
        for (int client = 0; client < 4; client++) {
            server.accept();
        }
        for (Future<Void> connect : connects) {
            connect.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void closedWhileAccepting() throws Exception {
        AsynchronousServerSocketChannel server =
                AsynchronousServerSocketChannel.open().bind(FREE);
        Future<AsynchronousSocketChannel> accepted = server.accept();
        server.close();
        try {
            accepted.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // as intended
        }
    }

    private static void await(Start start) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        start.with(counting(done));
        done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private interface Start {
        void with(CompletionHandler<Void, Object> handler) throws Exception;
    }

    private static <V> CompletionHandler<V, Object> counting(CountDownLatch done) {
        return new CompletionHandler<>() {
            @Override
            public void completed(V result, Object attachment) {
                done.countDown();
            }

            @Override
            public void failed(Throwable failure, Object attachment) {
                done.countDown();
            }
        };
    }
}
