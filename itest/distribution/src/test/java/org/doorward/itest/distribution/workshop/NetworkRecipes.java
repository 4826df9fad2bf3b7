package org.doorward.itest.distribution.workshop;

import java.net.Authenticator;
import java.net.ContentHandlerFactory;
import java.net.CookieHandler;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.DatagramSocketImplFactory;
import java.net.FileNameMap;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.JarURLConnection;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImplFactory;
import java.net.SocketOption;
import java.net.SocketPermission;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.URLStreamHandlerFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

/** Everything is on the loopback interface; what is connected to is there and answers nothing. */
final class NetworkRecipes {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final SocketAddress ANY = new InetSocketAddress(LOOPBACK, 0);

    private final Recipes recipes;

    NetworkRecipes(Recipes recipes) {
        this.recipes = recipes;
    }

    void add() {
        ofStreams();
        ofDatagrams();
        ofNames();
        ofDefaults();
        ofUrls();
    }

    private ServerSocket server() throws java.io.IOException {
        return recipes.opened(new ServerSocket(0, 5, LOOPBACK));
    }

    private Socket connected() throws java.io.IOException {
        return recipes.opened(new Socket(LOOPBACK, server().getLocalPort()));
    }

    private void ofStreams() {
        recipes.add(InetAddress.class, () -> LOOPBACK);
        recipes.add(SocketAddress.class, () -> ANY);
        recipes.add(ProtocolFamily.class, () -> StandardProtocolFamily.INET);
        recipes.add(SocketOption.class, () -> StandardSocketOptions.SO_REUSEADDR);
        for (String type : List.of(
                "Socket",
                "ServerSocket",
                "DatagramSocket",
                "SocketChannel",
                "ServerSocketChannel",
                "DatagramChannel")) {
            recipes.add(type + ".setOption/2", () -> true);
        }
        recipes.add(Socket.class, this::connected);
        recipes.add("Socket/String", () -> "localhost");
        recipes.add("Socket.new/2", () -> server().getLocalPort());
        recipes.add("Socket.new/4", () -> 0);
        for (String type : List.of("Socket", "SocketChannel", "AsynchronousSocketChannel")) {
            recipes.add(type + ".connect/1", () -> server().getLocalSocketAddress());
        }
        recipes.add("SocketChannel.open/1", () -> server().getLocalSocketAddress());
        recipes.add("SocketChannel/ProtocolFamily", () -> StandardProtocolFamily.INET);
        recipes.add("Socket.connect/0", () -> recipes.opened(new Socket()));
        recipes.add("Socket.bind/0", () -> recipes.opened(new Socket()));
        recipes.add("Socket.connect/2", () -> 500);
        recipes.add("ServerSocket/int", () -> 0);
        recipes.add("ServerSocket.setReceiveBufferSize/1", () -> 4096);
        recipes.add(ServerSocket.class, this::accepting);
        recipes.add("ServerSocket.bind/0", () -> recipes.opened(new ServerSocket()));
        recipes.add(SocketChannel.class, () -> recipes.opened(SocketChannel.open()));
        recipes.add(SelectableChannel.class, () -> {
            SocketChannel channel = recipes.opened(SocketChannel.open());
            channel.configureBlocking(false);
            return channel;
        });
        recipes.add(Selector.class, () -> recipes.opened(Selector.open()));
        recipes.add("ServerSocketChannel.bind/0", () -> recipes.opened(ServerSocketChannel.open()));
        recipes.add(ServerSocketChannel.class, () -> {
            ServerSocketChannel channel = recipes.opened(ServerSocketChannel.open());
            channel.bind(ANY);
            channel.configureBlocking(false);
            return channel;
        });
        recipes.add(
                "AsynchronousServerSocketChannel.bind/0", () -> recipes.opened(AsynchronousServerSocketChannel.open()));
        recipes.add(
                AsynchronousServerSocketChannel.class,
                () -> recipes.opened(AsynchronousServerSocketChannel.open()).bind(ANY));
        recipes.add(AsynchronousSocketChannel.class, () -> recipes.opened(AsynchronousSocketChannel.open()));
        recipes.add(CompletionHandler.class, () -> new Ignoring());
    }

    /** A server that somebody has connected to already. */
    private ServerSocket accepting() throws java.io.IOException {
        ServerSocket server = server();
        recipes.opened(new Socket(LOOPBACK, server.getLocalPort()));
        return server;
    }

    private static final class Ignoring implements CompletionHandler<Object, Object> {
        @Override
        public void completed(Object result, Object attachment) {
            // It passed.
        }

        @Override
        public void failed(Throwable failure, Object attachment) {
            // The event tells.
        }
    }

    private void ofDatagrams() {
        recipes.add("DatagramSocket/int", () -> 0);
        recipes.add("DatagramSocket.connect/2", () -> 9);
        recipes.add("DatagramSocket.setSendBufferSize/1", () -> 4096);
        recipes.add("DatagramSocket.setReceiveBufferSize/1", () -> 4096);
        recipes.add("DatagramSocket.connect/1", () -> new InetSocketAddress(LOOPBACK, 9));
        recipes.add("DatagramSocket.connect/InetAddress", () -> LOOPBACK);
        recipes.add(DatagramSocket.class, () -> recipes.opened(new DatagramSocket(ANY)));
        recipes.add("DatagramSocket.bind/0", () -> recipes.opened(new DatagramSocket(null)));
        recipes.add("DatagramSocket.receive/0", this::receiving);
        recipes.add("DatagramSocket.joinGroup/0", this::multicast);
        recipes.add("DatagramSocket.leaveGroup/0", this::joined);
        recipes.add("MulticastSocket.leaveGroup/0", this::joined);
        recipes.add(MulticastSocket.class, this::multicast);
        recipes.add(DatagramPacket.class, () -> new DatagramPacket(new byte[1], 1, LOOPBACK, 9));
        for (String type : List.of("DatagramSocket", "MulticastSocket")) {
            for (String way : List.of("joinGroup", "leaveGroup")) {
                recipes.add(type + "." + way + "/1", () -> new InetSocketAddress("230.0.0.1", 0));
                recipes.add(type + "/InetAddress", () -> type.equals("DatagramSocket") ? LOOPBACK : group());
            }
        }
        recipes.add(NetworkInterface.class, this::loopback);
        recipes.add(
                DatagramChannel.class,
                () -> recipes.opened(DatagramChannel.open().bind(ANY)));
        recipes.add("DatagramChannel.bind/0", () -> recipes.opened(DatagramChannel.open()));
        recipes.add("DatagramChannel/ProtocolFamily", () -> StandardProtocolFamily.INET);
        recipes.add("DatagramChannel/SocketAddress", () -> new InetSocketAddress(LOOPBACK, 9));
        recipes.add("DatagramChannel.bind/1", () -> ANY);
        recipes.add("DatagramChannel.receive/0", () -> {
            DatagramChannel channel = recipes.opened(DatagramChannel.open().bind(ANY));
            channel.configureBlocking(false);
            return channel;
        });
        for (String way : List.of("read", "write")) {
            recipes.add("DatagramChannel." + way + "/0", () -> {
                DatagramChannel channel = recipes.opened(DatagramChannel.open().bind(ANY));
                channel.connect(new InetSocketAddress(LOOPBACK, 9));
                channel.configureBlocking(false);
                return channel;
            });
        }
    }

    private static InetAddress group() throws java.io.IOException {
        return InetAddress.getByName("230.0.0.1");
    }

    private NetworkInterface loopback() throws java.io.IOException {
        return NetworkInterface.getByInetAddress(LOOPBACK);
    }

    private MulticastSocket multicast() throws java.io.IOException {
        MulticastSocket socket = recipes.opened(new MulticastSocket(0));
        socket.setNetworkInterface(loopback());
        return socket;
    }

    private MulticastSocket joined() throws java.io.IOException {
        MulticastSocket socket = multicast();
        socket.joinGroup(new InetSocketAddress(group(), 0), loopback());
        return socket;
    }

    /** One that has received something already. */
    private DatagramSocket receiving() throws java.io.IOException {
        DatagramSocket socket = recipes.opened(new DatagramSocket(ANY));
        socket.send(new DatagramPacket(new byte[1], 1, socket.getLocalSocketAddress()));
        return socket;
    }

    private void ofNames() {
        recipes.add("InetAddress/String", () -> "localhost");
        recipes.add("InetAddress/0", () -> InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        recipes.add("InetAddress.isReachable/2", () -> 1);
        recipes.add("InetAddress.isReachable/3", () -> 100);
        recipes.add("NetworkInterface/String", () -> "lo");
        recipes.add("SocketPermission/0", () -> new SocketPermission("localhost:80", "connect"));
        recipes.add("SocketPermission.equals/1", () -> new SocketPermission("127.0.0.1:80", "connect"));
        recipes.add("SocketPermission.implies/1", () -> new SocketPermission("127.0.0.1:80", "connect"));
    }

    private void ofDefaults() {
        recipes.add(Authenticator.class, () -> new Authenticator() {});
        recipes.add("Authenticator/String", () -> "text");
        recipes.add("Authenticator/URL", () -> new URL("http://127.0.0.1/"));
        recipes.add(Authenticator.RequestorType.class, () -> Authenticator.RequestorType.SERVER);
        recipes.add("CookieHandler.setDefault/1", java.net.CookieManager::new);
        recipes.add(CookieHandler.class, java.net.CookieManager::new);
        recipes.add(ProxySelector.class, () -> ProxySelector.of(null));
        recipes.add(ResponseCache.class, Storing::new);
        recipes.add(DatagramSocketImplFactory.class, () -> null);
        recipes.add(SocketImplFactory.class, () -> null);
        recipes.add(URLStreamHandlerFactory.class, () -> null);
        recipes.add(ContentHandlerFactory.class, () -> null);
        recipes.add(FileNameMap.class, URLConnection::getFileNameMap);
    }

    /** Keeps nothing. */
    private static final class Storing extends ResponseCache {
        @Override
        public java.net.CacheResponse get(
                URI uri, String method, java.util.Map<String, java.util.List<String>> headers) {
            return null;
        }

        @Override
        public java.net.CacheRequest put(URI uri, URLConnection connection) {
            return null;
        }
    }

    private void ofUrls() {
        recipes.add(Proxy.class, () -> Proxy.NO_PROXY);
        recipes.add("Socket/Proxy", () -> Proxy.NO_PROXY);
        recipes.add(URL.class, this::url);
        recipes.add("[Ljava.net.URL;", () -> new URL[] {recipes.jar().toUri().toURL()});
        recipes.add("URL/String", () -> "http");
        recipes.add("URL.new/1", () -> "http");
        recipes.add("URL.new/2", () -> "127.0.0.1");
        recipes.add("URL/URL", this::url);
        recipes.add("[Ljava.lang.Class;", () -> new Class<?>[] {String.class});
        recipes.add(URLStreamHandler.class, () -> null);
        recipes.add(URLConnection.class, () -> url().openConnection());
        recipes.add(HttpURLConnection.class, () -> url().openConnection());
        recipes.add("HttpURLConnection.setRequestMethod/1", () -> "POST");
        recipes.add("URLConnection/String", () -> "Date");
        recipes.add("URLConnection.getOutputStream/0", () -> {
            URLConnection connection = url().openConnection();
            connection.setDoOutput(true);
            return connection;
        });
        recipes.add(JarURLConnection.class, () -> new URL("jar:" + recipes.jar().toUri() + "!/entry").openConnection());
        recipes.add(HttpClient.class, () -> HttpClient.newHttpClient());
        recipes.add(
                HttpRequest.class, () -> HttpRequest.newBuilder(url().toURI()).build());
        recipes.add(HttpResponse.BodyHandler.class, () -> HttpResponse.BodyHandlers.discarding());
        recipes.add(
                "HttpResponse$BodyHandlers.ofFileDownload/1",
                () -> recipes.file().getParent());
        recipes.add("HttpResponse$BodyHandlers.ofFileDownload/2", () ->
                new java.nio.file.OpenOption[] {java.nio.file.StandardOpenOption.WRITE});
        recipes.add(HttpResponse.PushPromiseHandler.class, () ->
                (HttpResponse.PushPromiseHandler<Object>) (first, pushed, acceptor) -> {});
    }

    /** Of a port that nobody listens at by now. */
    private URL url() throws java.io.IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            return new URL("http://127.0.0.1:" + server.getLocalPort() + "/");
        }
    }
}
