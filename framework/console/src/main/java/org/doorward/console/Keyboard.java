package org.doorward.console;

import java.io.IOException;
import java.io.InputStream;
import org.jline.utils.NonBlockingReader;

/** What is typed while a command runs, for commands that look whether there is anything. ASCII; other characters come as {@code ?}. */
final class Keyboard extends InputStream {
    private static final long LOOK_MILLIS = 1;
    private static final int ASCII = 0x80;

    private final NonBlockingReader keys;

    Keyboard(NonBlockingReader keys) {
        this.keys = keys;
    }

    @Override
    public int available() throws IOException {
        return keys.peek(LOOK_MILLIS) >= 0 ? 1 : 0;
    }

    @Override
    public int read() throws IOException {
        int key = keys.read();
        return key < ASCII ? key : '?';
    }

    @Override
    public int read(byte[] bytes, int from, int room) throws IOException {
        if (room == 0) {
            return 0;
        }
        int key = read();
        if (key < 0) {
            return -1;
        }
        bytes[from] = (byte) key;
        return 1;
    }
}
