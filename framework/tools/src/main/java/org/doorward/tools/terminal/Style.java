package org.doorward.tools.terminal;

import java.io.PrintWriter;

/** How a line looks on a terminal with colours; elsewhere it is plain. */
public enum Style {
    /** What was refused or failed: red. */
    DENIED("31"),
    /** What complain mode let pass: yellow. */
    WOULD_DENY("33"),
    /** What only leads the eye: dim. */
    HEAD("2"),
    /** All else. */
    PLAIN("");

    /** The parameter of SGR, ECMA-48 section 8.3.117. */
    private final String parameter;

    Style(String parameter) {
        this.parameter = parameter;
    }

    /** Whether it makes a difference there. */
    public static boolean isShownOn(PrintWriter out) {
        return out instanceof TerminalWriter terminal && terminal.isColoured();
    }

    /** Prints a line. */
    public void println(PrintWriter out, String line) {
        if (this != PLAIN && isShownOn(out)) {
            ((TerminalWriter) out).println("\033[" + parameter + "m", line, "\033[0m");
        } else {
            out.println(line);
        }
    }
}
