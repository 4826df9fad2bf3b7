package org.doorward.osgi;

/** Why a change is not made, in words for people, with the word for its record. */
final class RefusedChange extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final String line;

    RefusedChange(String message, String reason) {
        this(message, reason, "");
    }

    /** @param line of a file of commands, which is to blame */
    RefusedChange(String message, String reason, String line) {
        super(message);
        this.reason = reason;
        this.line = line;
    }

    String reason() {
        return reason;
    }

    String line() {
        return line;
    }
}
