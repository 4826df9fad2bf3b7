package org.doorward.itest.benchmarks.intercepted;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Accepts connections on the loopback and closes them, in a thread of its own. Safe for all threads. */
final class Peer implements AutoCloseable {
    private static final int QUEUE = 4096;

    private final ServerSocket server;

    Peer() throws IOException {
        server = new ServerSocket(0, QUEUE, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::accept, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                server.accept().close();
            } catch (IOException e) {
                // One that was reset while it waited, or the end.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
