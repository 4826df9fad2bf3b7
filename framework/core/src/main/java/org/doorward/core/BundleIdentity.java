package org.doorward.core;

import java.util.List;
import org.doorward.module.BundleMatch;

/**
 * What core knows of a bundle: its names, never its classes. Immutable but for lazily computed proofs; one instance for each
 * installed revision of a bundle.
 */
public interface BundleIdentity {
    /** The symbolic name. */
    String symbolicName();

    /** The version. */
    String version();

    /** Where it was installed from; empty for subjects that are no bundle ({@code doorward}, {@code unattributed}). */
    String location();

    /** The jar that records name, {@code exe=}; empty where the java binary stands for it. */
    default String executable() {
        return location();
    }

    /** {@code NAME:VERSION}, encoded as contract type label. */
    String label();

    /** The ways in which policy can name it. */
    default List<BundleMatch> proofs() {
        return List.of();
    }

    /** Whether this is the bundle that policy names. */
    boolean matches(BundleMatch match);

    /** Whether this is the engine, the framework or a bundle of the distribution: it answers for nobody, and is held for nothing. */
    default boolean own() {
        return false;
    }
}
