package org.doorward.trail.store;

import java.nio.file.Path;
import org.doorward.event.ErrorHandler;

/**
 * What the trail asks of who runs it. Called by the drain's thread in the middle of its work: each method returns at once, and does on a
 * thread of its own what may take time. Must not throw.
 */
public interface TrailListener extends ErrorHandler {
    /** Hears nothing and does nothing. */
    TrailListener NONE = new TrailListener() {
        @Override
        public void error(String message, Throwable cause) {}

        @Override
        public void exec(Path program) {}

        @Override
        public void halt(String reason) {}
    };

    /** Runs a program, without arguments. */
    void exec(Path program);

    /** Stops the instance in order. */
    void halt(String reason);
}
