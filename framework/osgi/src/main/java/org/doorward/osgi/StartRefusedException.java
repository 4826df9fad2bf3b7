package org.doorward.osgi;

/** The engine does not start. The message says why, with the value, and what to do; it is meant for the operator as it stands. */
public final class StartRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** Refused for this reason. */
    public StartRefusedException(String message) {
        super(message);
    }

    /** Refused for this reason. */
    public StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
