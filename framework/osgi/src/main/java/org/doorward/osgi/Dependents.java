package org.doorward.osgi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Which bundles stop and start again when others are refreshed: those that are wired to them, as far as that leads. The framework's own answer
 * ({@code FrameworkWiring.getDependencyClosure}) takes its global lock, for which a caller that starts or stops a bundle could wait in vain.
 */
final class Dependents {
    private Dependents() {}

    /** All but these themselves. */
    static Set<Bundle> of(Set<Bundle> refreshed) {
        Set<Bundle> found = new LinkedHashSet<>(refreshed);
        Deque<Bundle> open = new ArrayDeque<>(refreshed);
        while (!open.isEmpty()) {
            for (BundleRevision revision : revisions(open.remove())) {
                for (BundleWire wire : wires(revision.getWiring())) {
                    Bundle dependent = wire.getRequirer().getBundle();
                    if (found.add(dependent)) {
                        open.add(dependent);
                    }
                }
            }
        }
        found.removeAll(refreshed);
        return found;
    }

    /* An old revision is there as long as somebody is wired to it. */
    private static List<BundleRevision> revisions(Bundle bundle) {
        BundleRevisions revisions = bundle.adapt(BundleRevisions.class);
        return revisions == null ? List.of() : revisions.getRevisions();
    }

    private static List<BundleWire> wires(BundleWiring wiring) {
        List<BundleWire> wires = wiring == null ? null : wiring.getProvidedWires(null);
        return wires == null ? List.of() : wires;
    }
}
