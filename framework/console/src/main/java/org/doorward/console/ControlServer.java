package org.doorward.console;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.doorward.tools.control.ControlProtocol;
import org.doorward.tools.control.ControlProtocol.FrameType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Who may connect is decided by the file system: the folder of the socket is the owner's alone, and so is the socket.
 *
 * What a client may do wrong, and what shows that it harms nobody but itself (ControlServerTest):
 *   send what is no request          aRequestOfTheWrongFormGetsAMessageAndTheNextOneIsServed
 *   go away in the middle            aClientThatGoesAwayHarmsNobody, aLineWhoseClientGoesAwayIsInterrupted
 *   connect and say nothing          aLineThatRunsGetsTheTimeToEndWhenTheServerClosesAndASilentClientDoesNot
 *   connect too often                oneConnectionTooManyGetsAMessage
 *
 * Any bundle may interrupt any thread, and a thread that is interrupted in accept() closes the socket for good. So it waits in a selector and
 * accepts without waiting (whoIsInterruptedGoesOnAccepting).
 */
/** Serves {@code DIR/run/control.sock} by {@link ControlProtocol}: a connection brings one line and gets its output and exit code. */
final class ControlServer implements Closeable {
    static final int MAXIMUM_CONNECTIONS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int REFUSED = 2;
    /** How long lines that run may take to end once the server closes. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Path socket;
    private final LineRunner runner;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private ServerSocketChannel server;
    private Selector selector;
    private Thread acceptor;

    ControlServer(Path socket, LineRunner runner) {
        this.socket = socket;
        this.runner = runner;
    }

    /**
     * Opens the socket and starts to accept. A socket that a dead process left behind is removed.
     *
     * @throws IOException if it cannot be opened, or another process serves it; the message names it and says what to do
     */
    void start() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
            removeStale(address);
            server.bind(address);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            server.configureBlocking(false);
            selector = Selector.open();
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "control socket [" + socket + "] cannot be opened: " + e.getMessage()
                            + "; choose a home with a path of at most 80 bytes that nobody else serves, with --home",
                    e);
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
            throw new IOException("another process serves it");
        } catch (ConnectException e) {
            Files.deleteIfExists(address.getPath());
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                selector.select();
                Thread.interrupted(); // else the next wait would be none
                SocketChannel channel = server.isOpen() ? server.accept() : null;
                if (channel == null) {
                    continue;
                }
                if (connections.size() < MAXIMUM_CONNECTIONS) {
                    new Connection(channel).start();
                } else {
                    refuse(channel);
                }
            } catch (IOException e) {
                if (server.isOpen()) { // out of file descriptors, say: there will be some again
                    LOG.error("control socket [{}]: a connection is lost, others will be accepted", socket, e);
                    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                }
            }
        }
    }

    private void refuse(SocketChannel channel) throws IOException {
        LOG.warn("control socket [{}]: more than {} connections, one is refused", socket, MAXIMUM_CONNECTIONS);
        try (channel) {
            end(
                    new Reply(channel),
                    "more than " + MAXIMUM_CONNECTIONS + " lines run at once: wait until one has ended");
        }
    }

    private static void end(Reply reply, String refusal) throws IOException {
        reply.stream(FrameType.ERR).println("doorward: " + refusal);
        reply.exit(REFUSED);
    }

    /** Closes the socket, gives the lines that run a while to end, then closes their connections and waits for the threads. */
    @Override
    public void close() {
        quietly(server);
        selector.wakeup();
        LockSupport.unpark(acceptor);
        join(acceptor, GRACE.toNanos());
        quietly(selector);
        long deadline = System.nanoTime() + GRACE.toNanos();
        connections.forEach(Connection::closeUnlessRunning);
        connections.forEach(connection -> join(connection.thread, deadline - System.nanoTime()));
        connections.forEach(Connection::close);
        connections.forEach(connection -> join(connection.thread, deadline + GRACE.toNanos() - System.nanoTime()));
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

    private static void join(Thread thread, long nanos) {
        if (thread == Thread.currentThread() || nanos <= 0) {
            return; // the line that runs there stops this bundle, or the time is up
        }
        try {
            thread.join(Duration.ofNanos(nanos).toMillis() + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Connection implements Runnable {
        private final SocketChannel channel;
        private final Thread thread;
        private volatile boolean running;

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
                Reply reply = new Reply(channel);
                String line = request(reply);
                if (line != null) {
                    running = true;
                    Thread watch = new Thread(this::interruptOnceAlone, thread.getName() + "-watch");
                    watch.setDaemon(true);
                    watch.start();
                    reply.exit(runner.run(line, reply.stream(FrameType.OUT), reply.stream(FrameType.ERR)));
                }
            } catch (IOException e) {
                LOG.debug("a client of [{}] went away", socket, e);
            } finally {
                connections.remove(this);
            }
        }

        /** Waits for the end of the connection. A client that goes away while its line runs is as Ctrl-C: autail ends by nothing else. */
        private void interruptOnceAlone() {
            ByteBuffer unwanted = ByteBuffer.allocate(64);
            try {
                while (channel.read(unwanted.clear()) >= 0) {
                    LOG.debug("a client of [{}] sends more than a line", socket);
                }
                if (connections.contains(this)) {
                    thread.interrupt();
                }
            } catch (IOException e) {
                LOG.debug("a line of [{}] has ended", socket, e);
            }
        }

        /** The line, or {@code null} if there is none, which the client has been told. */
        private String request(Reply reply) throws IOException {
            try {
                return ControlProtocol.readLine(new DataInputStream(Channels.newInputStream(channel)));
            } catch (IOException e) {
                end(reply, "request refused: " + e.getMessage() + "; use doorward exec of this version");
                return null;
            }
        }

        void closeUnlessRunning() {
            if (!running) {
                close();
            }
        }

        void close() {
            quietly(channel);
            if (thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
    }

    /** The way back to a client. Safe for all threads: a line may have several. */
    private static final class Reply {
        private final DataOutputStream out;

        Reply(SocketChannel channel) {
            this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
        }

        PrintStream stream(FrameType type) {
            return new PrintStream(new Frames(type), true, StandardCharsets.UTF_8);
        }

        void exit(int code) throws IOException {
            synchronized (out) {
                ControlProtocol.writeExit(out, code);
            }
        }

        private final class Frames extends OutputStream {
            private final FrameType type;

            Frames(FrameType type) {
                this.type = type;
            }

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                synchronized (out) {
                    ControlProtocol.writeOutput(out, type, bytes, offset, length);
                }
            }
        }
    }
}
