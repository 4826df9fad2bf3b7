package org.doorward.core;

import java.util.Locale;

/**
 * What becomes of a module's denial of an operation that a class initializer does. Setting {@code class_initializers}. A class whose initializer
 * fails is dead until the JVM is started anew, and every user of it with it: no reload of a policy revives it.
 */
public enum ClassInitializers {
    /** It counts, like any other. */
    DENY,
    /** It is recorded, as in mode complain, and the operation passes: a bundle that knows this can do there what is denied elsewhere. */
    DEFER;

    private static final int DEEPEST = 256;
    private static final StackWalker WALKER = StackWalker.getInstance();

    /** The word in the configuration. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a denial of this operation does not count. Walks the stack if it might not. */
    boolean spare(Frame frame) {
        return this == DEFER && frame.acting().isIntercepted() && isRunning();
    }

    /* No method can have that name but a class initializer. */
    private static boolean isRunning() {
        return WALKER.walk(frames ->
                frames.limit(DEEPEST).anyMatch(frame -> frame.getMethodName().equals("<clinit>")));
    }
}
