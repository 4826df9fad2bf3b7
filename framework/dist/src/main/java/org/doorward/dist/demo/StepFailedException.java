package org.doorward.dist.demo;

/** A step of the demo did not do what it says. The message says what was expected and what was seen. */
public final class StepFailedException extends Exception {
    private static final long serialVersionUID = 1;

    StepFailedException(String message) {
        super(message);
    }

    StepFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
