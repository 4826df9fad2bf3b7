package org.doorward.osgi;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.doorward.core.BundleIdentity;
import org.doorward.core.SubjectResolver;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWiring;

/*
 * From a class to the bundle it belongs to
 *
 *   class -> its loader -> a bundle's loader?            yes: the revision whose loader it is
 *                          no: the class of that loader, again (a loader made by a bundle belongs to that bundle)
 *   no loader, the platform's, the engine's              no bundle: JDK and engine frames are passed over
 *
 * The answer is cached in the class itself (ClassValue) and holds nothing but text, so that it goes with the class and keeps no loader.
 */
/** Finds out which bundle is acting, by the stack. Safe for all threads. */
final class BundleSubjects implements SubjectResolver {
    private static final Optional<BundleSubject> NONE = Optional.empty();

    private final StackWalker walker = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private final Installer installer;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();
    private final ClassValue<Optional<BundleSubject>> byClass = new ClassValue<>() {
        @Override
        protected Optional<BundleSubject> computeValue(Class<?> type) {
            return find(type);
        }
    };

    private record Known(long lastModified, BundleSubject subject) {}

    BundleSubjects(Installer installer) {
        this.installer = installer;
    }

    @Override
    public BundleIdentity caller(BundleIdentity owner) {
        return walker.walk(frames -> {
            for (var frame = frames.iterator(); frame.hasNext(); ) {
                Optional<BundleSubject> subject = byClass.get(frame.next().getDeclaringClass());
                if (subject.isPresent() && !subject.get().transparent() && subject.get() != owner) {
                    return subject.get();
                }
            }
            return owner;
        });
    }

    /** The identity of the current revision of a bundle: the same instance until its content changes. */
    BundleSubject of(Bundle bundle) {
        return known.compute(
                        bundle.getBundleId(),
                        (id, before) -> before != null && before.lastModified() == bundle.getLastModified()
                                ? before
                                : new Known(bundle.getLastModified(), current(bundle)))
                .subject();
    }

    /** Forgets a bundle that was uninstalled. */
    void forget(Bundle bundle) {
        known.remove(bundle.getBundleId());
    }

    private BundleSubject current(Bundle bundle) {
        Optional<Installer.Proof> proof = installer.proof(bundle);
        return new BundleSubject(
                name(bundle),
                bundle.getVersion().toString(),
                proof.map(Installer.Proof::location).orElseGet(() -> String.valueOf(bundle.getLocation())),
                proof.map(Installer.Proof::sha256),
                proof.map(Installer.Proof::distribution).orElse(false));
    }

    private static String name(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name == null ? "bundle-" + bundle.getBundleId() : name;
    }

    private Optional<BundleSubject> find(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        while (loader != null) {
            if (loader instanceof BundleReference reference) {
                return Optional.of(revision(reference.getBundle(), loader));
            }
            loader = loader.getClass().getClassLoader();
        }
        return NONE;
    }

    /** A class of an old revision that is still in use is that revision's, which has no proof any more. */
    private BundleSubject revision(Bundle bundle, ClassLoader loader) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null && wiring.getClassLoader() == loader) {
            return of(bundle);
        }
        BundleRevisions revisions = bundle.adapt(BundleRevisions.class);
        if (revisions != null) {
            for (BundleRevision revision : revisions.getRevisions()) {
                BundleWiring old = revision.getWiring();
                if (old != null && old.getClassLoader() == loader) {
                    return new BundleSubject(
                            name(bundle),
                            revision.getVersion().toString(),
                            String.valueOf(bundle.getLocation()),
                            Optional.empty(),
                            false);
                }
            }
        }
        return of(bundle);
    }
}
