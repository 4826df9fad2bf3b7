package org.doorward.core;

import java.util.List;
import java.util.stream.Collectors;
import org.doorward.module.BundleMatch;

/**
 * Several bundles that one operation is about. Immutable.
 *
 * @param named those that the caller named, in its order; empty if it leaves the choice to the framework
 * @param others those that the operation stops and starts again because they need one of the named, none of which is among them
 */
public record BundleGroup(List<BundleIdentity> named, List<BundleIdentity> others) {
    /** Takes copies of the lists. */
    public BundleGroup {
        named = List.copyOf(named);
        others = List.copyOf(others);
    }

    /** The labels of the named, parted by commas, which no label has. */
    String label() {
        return named.stream().map(BundleIdentity::label).collect(Collectors.joining(","));
    }

    /** Whether one of them, named or not, is the bundle that policy means. */
    boolean matches(BundleMatch match) {
        return named.stream().anyMatch(bundle -> bundle.matches(match))
                || others.stream().anyMatch(bundle -> bundle.matches(match));
    }
}
