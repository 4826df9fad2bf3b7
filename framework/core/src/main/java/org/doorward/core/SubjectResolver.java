package org.doorward.core;

/**
 * Finds out who is acting. The port between core, which knows no OSGi, and the framework that runs the bundles. Safe for all
 * threads; called in the thread that acts, while its stack is still there.
 */
public interface SubjectResolver {
    /**
     * The first bundle on the stack below the owner of the guard; the owner if there is none.
     *
     * @param owner the bundle whose guard was called
     */
    BundleIdentity caller(BundleIdentity owner);
}
