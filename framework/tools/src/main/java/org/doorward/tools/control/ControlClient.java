package org.doorward.tools.control;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.doorward.tools.control.ControlProtocol.Frame;

/** Runs a line in a running instance, over its control socket. Safe for all threads; blocks until the line has ended. */
public final class ControlClient {
    private final Path socket;

    /** A client of the instance that serves this socket. Nothing is opened. */
    public ControlClient(Path socket) {
        this.socket = socket.toAbsolutePath();
    }

    /**
     * Runs a line and passes on what it prints.
     *
     * @param out for its standard output; not closed
     * @param err for its standard error; not closed
     * @return its exit code
     * @throws NoInstanceException if no instance serves the socket
     * @throws IOException if the connection fails
     */
    public int run(String line, PrintStream out, PrintStream err) throws IOException {
        try (SocketChannel channel = connect()) {
            ControlProtocol.writeLine(new DataOutputStream(Channels.newOutputStream(channel)), line);
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            while (true) {
                Frame frame = ControlProtocol.readFrame(in);
                switch (frame.type()) {
                    case OUT -> pass(frame, out);
                    case ERR -> pass(frame, err);
                    default -> {
                        return frame.exitCode();
                    }
                }
            }
        }
    }

    private static void pass(Frame frame, PrintStream to) {
        to.write(frame.bytes(), 0, frame.bytes().length);
        to.flush();
    }

    private SocketChannel connect() throws NoInstanceException {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException | IllegalArgumentException e) {
            throw new NoInstanceException(socket, e);
        }
    }
}
