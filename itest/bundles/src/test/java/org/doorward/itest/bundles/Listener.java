package org.doorward.itest.bundles;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The attacker's server, on loopback: counts who connects, answers what it holds over HTTP, and closes. What speaks another protocol is
 * counted and closed, too.
 */
final class Listener implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, byte[]> files;
    private final AtomicInteger arrived = new AtomicInteger();

    Listener(Map<String, byte[]> files) throws IOException {
        this.files = files;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread server = new Thread(this::serve, "listener");
        server.setDaemon(true);
        server.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many connections came. */
    int arrived() {
        return arrived.get();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket peer = socket.accept()) {
                arrived.incrementAndGet();
                answer(peer);
            } catch (IOException e) {
                // The peer went, or the socket was closed: the next turn tells.
            }
        }
    }

    private void answer(Socket peer) throws IOException {
        byte[] request = new byte[8192];
        int length = peer.getInputStream().read(request);
        String[] words = new String(request, 0, Math.max(0, length), StandardCharsets.ISO_8859_1).split(" ", 3);
        if (words.length < 3 || !words[0].matches("GET|HEAD")) {
            return;
        }
        byte[] file = files.get(words[1]);
        String head = "HTTP/1.1 " + (file == null ? "404 Not Found" : "200 OK") + "\r\nContent-Length: "
                + (file == null ? 0 : file.length) + "\r\nConnection: close\r\n\r\n";
        OutputStream out = peer.getOutputStream();
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        if (file != null && words[0].equals("GET")) {
            out.write(file);
        }
        out.flush();
    }

    /** The class file of a type of this test tree. */
    static byte[] code(Class<?> type) {
        try (InputStream in =
                type.getClassLoader().getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
