package org.doorward.tools.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The rule of {@link TerminalWriter} for UTF-8 that comes in bytes: for a client that prints what an instance sends. Not safe for several
 * threads.
 */
public final class TerminalStream extends FilterOutputStream {
    private static final int FIRST_OF_C1 = 0xc2;
    private static final int CONTINUATION = 0x80;
    private static final int LAST_OF_C1 = 0x9f;

    private boolean begun;

    private TerminalStream(OutputStream to) {
        super(to);
    }

    /** The stream if it is no terminal, else one over it that is safe. */
    public static PrintStream over(PrintStream to, boolean terminal) {
        return terminal ? new PrintStream(new TerminalStream(to), true) : to;
    }

    @Override
    public void write(int b) throws IOException {
        int octet = b & 0xff;
        if (begun) {
            begun = false;
            if (octet >= CONTINUATION && octet <= LAST_OF_C1) {
                escape(octet);
                return;
            }
            out.write(FIRST_OF_C1);
        }
        if (octet == FIRST_OF_C1) {
            begun = true;
        } else if (octet < CONTINUATION && ControlCharacters.isControl(octet) && octet != '\n' && octet != '\t') {
            escape(octet);
        } else {
            out.write(octet);
        }
    }

    private void escape(int c) throws IOException {
        out.write(ControlCharacters.escaped(String.valueOf((char) c)).getBytes(StandardCharsets.US_ASCII));
    }
}
