package org.doorward.itest.faults.victim;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What the victim says, a line at a time, each in one write: a line without its end was cut off by the victim's death, and says nothing. */
final class Said {
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    /** The operation's record is durable: said after the emission has returned, never before. */
    void acknowledged(String path, long serial) {
        line("ack " + path + " " + serial);
    }

    void line(String text) {
        try {
            synchronized (out) {
                out.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
