package org.doorward.itest.benchmarks.delivery;

/** The machine lacks what a benchmark needs; the message says what, where it was looked for, and what to install. */
public final class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingException(String message) {
        super(message);
    }
}
