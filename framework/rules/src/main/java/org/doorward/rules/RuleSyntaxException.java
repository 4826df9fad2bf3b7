package org.doorward.rules;

/** A rule file or rule is wrong; nothing of it is in force. The message begins with {@code SOURCE:LINE:COLUMN}. */
public final class RuleSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    RuleSyntaxException(String source, int line, int column, String message) {
        super(source + ":" + line + ":" + column + ": " + message);
        this.line = line;
        this.column = column;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    /** The column, from 1. */
    public int column() {
        return column;
    }
}
