package org.doorward.dist.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.doorward.tools.control.ControlClient;

/** Runs lines in the instance over its control socket, as {@code doorward exec} does. Safe for all threads. */
final class Shell {
    /** What a line did. */
    record Result(int exit, String out, String err) {
        /** Its output, or what it complained of. */
        String text() {
            return (out + err).strip();
        }
    }

    private final ControlClient client;

    Shell(Path socket) {
        client = new ControlClient(socket);
    }

    /** Runs a line. Blocks until it has ended. */
    Result run(String line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = client.run(
                line,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
