package org.doorward.agent;

/** The agent does not start: a half-woven JVM would look mediated and not be. The message says why, and what to do. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }

    RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
