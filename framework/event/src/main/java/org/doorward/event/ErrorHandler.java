package org.doorward.event;

/**
 * Where transport and trail report what went wrong. They do not log themselves: the logger may be audited. Must not throw and must
 * not block; called by any thread.
 */
@FunctionalInterface
public interface ErrorHandler {
    /**
     * Reports a fault.
     *
     * @param message what happened, where, with the value, and what follows from it
     * @param cause what was thrown, or {@code null}
     */
    void error(String message, Throwable cause);
}
