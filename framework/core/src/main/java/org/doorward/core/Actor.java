package org.doorward.core;

import java.util.List;

/**
 * Who acts in an intercepted operation, and who else has to do with it. Immutable.
 *
 * @param subject who is recorded, and who is asked about
 * @param via the bundles that are recorded besides, nearest first: those passed because they act for their callers; of operations that
 *     everybody on the stack answers for, all others
 * @param administrator whether it is an operation of the administrator: asked for through the console, and by nobody else's code
 */
public record Actor(BundleIdentity subject, List<BundleIdentity> via, boolean administrator) {
    public Actor {
        via = List.copyOf(via);
    }

    /** One who is not the administrator. */
    public Actor(BundleIdentity subject, List<BundleIdentity> via) {
        this(subject, via, false);
    }

    /** Alone. */
    public static Actor of(BundleIdentity subject) {
        return new Actor(subject, List.of());
    }
}
