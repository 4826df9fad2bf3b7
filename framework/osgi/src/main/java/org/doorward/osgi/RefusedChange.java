package org.doorward.osgi;

/** Why a change is not made, in words for people, with the word for its record. */
final class RefusedChange extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    RefusedChange(String message, String reason) {
        super(message);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
