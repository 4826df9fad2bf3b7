package org.doorward.core;

import java.util.List;

/**
 * Who acts in an intercepted operation, and who else has to do with it. Immutable.
 *
 * @param subject who is recorded, and who is asked about
 * @param via the bundles that are recorded besides, nearest first: those passed because they act for their callers; of operations that
 *     everybody on the stack answers for, all others
 */
public record Actor(BundleIdentity subject, List<BundleIdentity> via) {
    public Actor {
        via = List.copyOf(via);
    }

    /** Alone. */
    public static Actor of(BundleIdentity subject) {
        return new Actor(subject, List.of());
    }
}
