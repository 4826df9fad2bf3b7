package org.doorward.trail.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a segment. Only a line feed ends a line: a carriage return inside one begins none, or text could forge a record. Every byte
 * is a character of its own: a trail is ASCII, and what is not must not stop the reader.
 */
final class LineReader implements Closeable {
    /** The longest line, in bytes. */
    static final int LONGEST = 64 * 1024;

    /** What a longer line is read as: no record. */
    private static final String TOO_LONG = "";

    private final InputStream in;
    private final byte[] bytes = new byte[2 * LONGEST];
    private int at;
    private int filled;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line without its end (LF or CR LF), or {@code null} at the end. */
    String next() throws IOException {
        boolean tooLong = false;
        int seen = at;
        while (true) {
            for (; seen < filled; seen++) {
                if (bytes[seen] == '\n') {
                    String line = tooLong ? TOO_LONG : line(seen);
                    at = seen + 1;
                    return line;
                }
            }
            if (filled - at > LONGEST) {
                tooLong = true;
                at = filled;
            }
            int kept = filled - at;
            System.arraycopy(bytes, at, bytes, 0, kept);
            at = 0;
            seen = kept;
            int read = in.read(bytes, kept, bytes.length - kept);
            filled = kept + Math.max(0, read);
            if (read < 0) {
                at = filled;
                return tooLong ? TOO_LONG : kept == 0 ? null : new String(bytes, 0, kept, StandardCharsets.ISO_8859_1);
            }
        }
    }

    private String line(int end) {
        int length = end - at;
        if (length > LONGEST) {
            return TOO_LONG;
        }
        if (length > 0 && bytes[end - 1] == '\r') {
            length--;
        }
        return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
