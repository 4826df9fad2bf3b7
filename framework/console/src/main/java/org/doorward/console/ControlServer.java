package org.doorward.console;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code DIR/run/control.sock}: each connection brings one line, gets its output and its exit code.
 *
 * <p>Who may connect is decided by the file system: the folder is the owner's alone, and so is the socket.
 */
final class ControlServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int MAXIMUM_CONNECTIONS = 32;

    private final Path socket;
    private final LineRunner runner;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private ServerSocketChannel server;
    private Thread acceptor;

    ControlServer(Path socket, LineRunner runner) {
        this.socket = socket;
        this.runner = runner;
    }

    /** Opens the socket and starts to accept. A socket that a dead process left behind is removed. */
    void start() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        removeStale(address);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(address);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            server.close();
            throw new IOException("control socket [" + socket + "] cannot be opened: " + e.getMessage(), e);
        }
        acceptor = new Thread(this::accept, "doorward-control");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private static void removeStale(UnixDomainSocketAddress address) throws IOException {
        if (Files.notExists(address.getPath())) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(address)) {
            throw new IOException("control socket [" + address + "] is served by another process already");
        } catch (ConnectException e) {
            Files.deleteIfExists(address.getPath());
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                if (connections.size() >= MAXIMUM_CONNECTIONS) {
                    LOG.warn(
                            "control socket [{}]: more than {} connections, one is refused",
                            socket,
                            MAXIMUM_CONNECTIONS);
                    channel.close();
                } else {
                    new Connection(channel).start();
                }
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.error("control socket [{}] accepts no more", socket, e);
                }
                return;
            }
        }
    }

    /** Closes the socket and every connection, and waits for the threads. */
    @Override
    public void close() {
        quietly(server);
        connections.forEach(Connection::close);
        join(acceptor);
        connections.forEach(Connection::join);
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.warn("control socket [{}] cannot be removed", socket, e);
        }
    }

    private static void quietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
    }

    private static void join(Thread thread) {
        if (thread == Thread.currentThread()) {
            return; // the line that runs there stops this bundle
        }
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Connection implements Runnable {
        private final SocketChannel channel;
        private final Thread thread;

        Connection(SocketChannel channel) {
            this.channel = channel;
            this.thread = new Thread(this, "doorward-control-" + count.incrementAndGet());
            this.thread.setDaemon(true);
        }

        void start() {
            connections.add(this);
            thread.start();
        }

        @Override
        public void run() {
            try (channel) {
                DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
                DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
                byte[] line = new byte[in.readInt()];
                in.readFully(line);
                int exit = runner.run(
                        new String(line, StandardCharsets.UTF_8),
                        new PrintStream(new Frames(out, 1), true, StandardCharsets.UTF_8),
                        new PrintStream(new Frames(out, 2), true, StandardCharsets.UTF_8));
                out.writeByte(0);
                out.writeInt(exit);
                out.flush();
            } catch (IOException e) {
                LOG.debug("a client of [{}] went away", socket, e);
            } finally {
                connections.remove(this);
            }
        }

        void close() {
            quietly(channel);
            if (thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }

        void join() {
            ControlServer.join(thread);
        }
    }

    private static final class Frames extends OutputStream {
        private final DataOutputStream out;
        private final int stream;

        Frames(DataOutputStream out, int stream) {
            this.out = out;
            this.stream = stream;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            synchronized (out) {
                out.writeByte(stream);
                out.writeInt(length);
                out.write(bytes, offset, length);
                out.flush();
            }
        }
    }
}
