package org.doorward.tools.terminal;

import java.io.PrintWriter;
import java.util.function.Consumer;

/**
 * Output that eyes read. Of what would move a cursor or change a colour it lets line feeds and tabulators through, the rest comes out as
 * {@code \ooo}; only {@link Style} and {@link Progress} bring sequences of their own. As safe for several threads as PrintWriter.
 */
public final class TerminalWriter extends PrintWriter {
    private final PrintWriter to;
    private final boolean coloured;
    private volatile Consumer<Runnable> turn = Runnable::run;
    private volatile boolean atLineStart = true;

    /**
     * A writer over another one, which is flushed at each line end.
     *
     * @param coloured whether lines may have colours
     */
    public TerminalWriter(PrintWriter to, boolean coloured) {
        super(to, true);
        this.to = to;
        this.coloured = coloured;
    }

    boolean isColoured() {
        return coloured;
    }

    boolean isAtLineStart() {
        return atLineStart;
    }

    /** Sets who calls what prints: a terminal has one place to print at. */
    void turn(Consumer<Runnable> caller) {
        turn = caller;
    }

    /** Prints sequences as they are, now; takes no turn, and no lock of this writer's. */
    void printNow(String sequences) {
        to.write(sequences);
        to.flush();
    }

    /** Prints a line between two sequences. */
    void println(String sequence, String line, String end) {
        emit(sequence + safe(line) + end + System.lineSeparator());
        flush();
    }

    private void emit(String text) {
        turn.accept(() -> {
            to.write(text);
            atLineStart = text.endsWith("\n");
        });
    }

    @Override
    public void println() {
        emit(System.lineSeparator());
        flush();
    }

    @Override
    public void write(int c) {
        write(String.valueOf((char) c));
    }

    @Override
    public void write(char[] text, int from, int length) {
        write(new String(text, from, length));
    }

    @Override
    public void write(String text, int from, int length) {
        if (length > 0) {
            emit(safe(text.substring(from, from + length)));
        }
    }

    private static String safe(String text) {
        if (text.chars().noneMatch(TerminalWriter::isObeyed)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isObeyed(c)) {
                safe.append(ControlCharacters.escaped(String.valueOf(c)));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    private static boolean isObeyed(int c) {
        return ControlCharacters.isControl(c) && c != '\n' && c != '\t';
    }
}
