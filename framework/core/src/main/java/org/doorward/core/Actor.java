package org.doorward.core;

import java.util.List;

/**
 * Who acts in an intercepted operation, and who else has to do with it. Immutable.
 *
 * @param subject who is recorded, and who is asked about
 * @param via the bundles that are recorded besides, nearest first: those passed because they act for their callers; of operations that
 *     everybody on the stack answers for, all others
 * @param administrator whether it is an operation of the administrator: asked for through the console or conf/, and by nobody else's code
 * @param nearest who made the call itself, whomever it acts for: the first bundle on the stack, or the engine if it is nearer
 */
public record Actor(BundleIdentity subject, List<BundleIdentity> via, boolean administrator, BundleIdentity nearest) {
    public Actor {
        via = List.copyOf(via);
    }

    /** One who made the call, or had the first of the others make it. */
    public Actor(BundleIdentity subject, List<BundleIdentity> via, boolean administrator) {
        this(subject, via, administrator, via.isEmpty() ? subject : via.get(0));
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
