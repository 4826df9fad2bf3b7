package org.doorward.osgi;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWiring;

/** Which subject a bundle is: by its name and version, and by what its installer has proof of. Safe for all threads. */
final class BundleIdentities {
    /** Of the engine, and of those whom nobody knows. */
    private static final Set<String> NOT_OF_BUNDLES = Set.of("doorward", "unattributed");

    private final Installer installer;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();
    private final BundleSubject framework;

    /** What was found, and on what it rests: a bundle may be asked for before its installer has said what it is. */
    private record Known(long lastModified, Optional<Installer.Proof> proof, BundleSubject subject) {
        boolean stillHolds(Bundle bundle, Optional<Installer.Proof> now) {
            return lastModified == bundle.getLastModified() && proof.equals(now);
        }
    }

    BundleIdentities(Installer installer) {
        this.installer = installer;
        this.framework = current(installer.framework(), installer.proof(installer.framework()));
    }

    BundleSubject framework() {
        return framework;
    }

    /** The identity of the current revision of a bundle: the same instance until its content changes. */
    BundleSubject of(Bundle bundle) {
        if (bundle.getBundleId() == 0) {
            return framework;
        }
        Optional<Installer.Proof> proof = installer.proof(bundle);
        Known before = known.get(bundle.getBundleId());
        if (before != null && before.stillHolds(bundle, proof)) {
            return before.subject();
        }
        return known.compute(
                        bundle.getBundleId(),
                        (id, old) -> old != null && old.stillHolds(bundle, proof)
                                ? old
                                : new Known(bundle.getLastModified(), proof, current(bundle, proof)))
                .subject();
    }

    /** Forgets a bundle that was uninstalled. */
    void forget(Bundle bundle) {
        known.remove(bundle.getBundleId());
    }

    private BundleSubject current(Bundle bundle, Optional<Installer.Proof> proof) {
        if (bundle.getBundleId() == 0) {
            return new BundleSubject(
                    name(bundle),
                    bundle.getVersion().toString(),
                    Constants.SYSTEM_BUNDLE_LOCATION,
                    Optional.empty(),
                    true);
        }
        return new BundleSubject(
                name(bundle),
                bundle.getVersion().toString(),
                proof.map(Installer.Proof::location).orElseGet(() -> location(bundle)),
                proof.map(Installer.Proof::sha256),
                proof.map(Installer.Proof::distribution).orElse(false));
    }

    /* Any bundle may give itself any name: not one under which the trail has somebody who is no bundle. */
    private String name(Bundle bundle) {
        String name = bundle.getSymbolicName();
        boolean taken = bundle.getBundleId() != 0
                && (name == null
                        || NOT_OF_BUNDLES.contains(name)
                        || name.equals(installer.framework().getSymbolicName()));
        return taken ? "bundle-" + bundle.getBundleId() : name;
    }

    /** Felix takes an empty location of whoever installs from a stream; as a subject's it would say that this is no bundle. */
    private static String location(Bundle bundle) {
        String location = bundle.getLocation();
        return location == null || location.isEmpty() ? "bundle-" + bundle.getBundleId() : location;
    }

    /** The identity of the revision that this loader is of: an old one's while its classes are in use. */
    BundleSubject revision(BundleReference reference, ClassLoader loader) {
        Bundle bundle = reference.getBundle();
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null && wiring.getClassLoader() == loader) {
            return of(bundle);
        }
        // A class of an old revision that is still in use is that revision's, which has no proof any more.
        BundleRevisions revisions = bundle.adapt(BundleRevisions.class);
        if (revisions != null) {
            for (BundleRevision revision : revisions.getRevisions()) {
                BundleWiring old = revision.getWiring();
                if (old != null && old.getClassLoader() == loader) {
                    return new BundleSubject(
                            name(bundle), revision.getVersion().toString(), location(bundle), Optional.empty(), false);
                }
            }
        }
        return of(bundle);
    }
}
