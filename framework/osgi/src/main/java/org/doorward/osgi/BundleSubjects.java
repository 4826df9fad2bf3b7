package org.doorward.osgi;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.doorward.core.Actor;
import org.doorward.core.BundleGroup;
import org.doorward.core.BundleIdentity;
import org.doorward.core.SubjectResolver;
import org.doorward.module.BundleMatch;
import org.doorward.module.PathMatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Tells core who acts ({@link ActorSearch}) and whom an argument means ({@link BundleIdentities}). Safe for all threads. */
final class BundleSubjects implements SubjectResolver {
    private final Installer installer;
    private final Creators creators = new Creators();
    private final BundleSubject engine;
    private final PathMatch classPath;
    private final BundleIdentities identities;
    private final Attribution attribution;
    private final ActorSearch actors;
    private final SharedThreads shared;

    /**
     * @param engine the engine as a subject
     * @param frameworkModule that of the framework's classes
     * @param classPath what the framework reads to load classes
     */
    BundleSubjects(Installer installer, BundleSubject engine, Module frameworkModule, PathMatch classPath) {
        this.installer = installer;
        this.engine = engine;
        this.classPath = classPath;
        this.identities = new BundleIdentities(installer);
        this.attribution = new Attribution(identities::revision, creators, frameworkModule);
        this.actors = new ActorSearch(attribution, creators, engine, identities.framework(), this::unattributed);
        this.shared = new SharedThreads(type -> attribution.of(type) == Attribution.Part.NONE);
    }

    /** Frames above this class are the engine's own work in an intercepted call. */
    void bridge(Class<?> type) {
        actors.bridge(type);
    }

    /** In this thread the engine carries out what the administrator has written to conf/. */
    void configuration(Thread thread) {
        actors.configuration(thread);
    }

    /** Sets which bundles act for their callers, besides those of the distribution. */
    void transparent(List<BundleMatch> bundles) {
        actors.transparent(bundles);
    }

    @Override
    public BundleIdentity caller(BundleIdentity owner) {
        return actors.caller(owner, null);
    }

    @Override
    public BundleIdentity caller(BundleIdentity owner, Class<?> asking) {
        return actors.caller(owner, asking);
    }

    @Override
    public Actor actor(boolean everybody, boolean ofClassPath) {
        return actors.actor(everybody, ofClassPath);
    }

    @Override
    public PathMatch classPath() {
        return classPath;
    }

    @Override
    public BundleIdentity ownerOfLoader(Object loader) {
        return switch (attribution.ofLoader(loader)) {
            case FRAMEWORK -> identities.framework();
            case ENGINE -> engine;
            default -> null;
        };
    }

    @Override
    public BundleIdentity bundleOf(Class<?> type) {
        return attribution.bundleOf(type).orElse(null);
    }

    @Override
    public boolean isNobodys(Object loaderOrThread) {
        return Attribution.isAccessors(loaderOrThread)
                || loaderOrThread instanceof Thread thread && shared.isOne(thread);
    }

    @Override
    public void created(Object loaderOrThread, Actor creator) {
        // Any bundle can start a thread that runs, in vain; the engine's would act in its name from then on.
        if (loaderOrThread instanceof Thread thread && (thread.isAlive() || shared.isNobodys(thread))) {
            return;
        }
        if (creator.subject() instanceof BundleSubject bundle && bundle != engine && bundle != identities.framework()) {
            creators.add(loaderOrThread, bundle);
        }
        if (creator.administrator() && creator.subject() != engine && loaderOrThread instanceof Thread) {
            creators.addAdministrators(loaderOrThread);
        }
    }

    @Override
    public List<BundleIdentity> installed(String bundle) {
        return installer.installed().stream()
                .filter(one -> bundle.equals(one.getSymbolicName()) || bundle.equals(String.valueOf(one.getBundleId())))
                .<BundleIdentity>map(this::of)
                .toList();
    }

    @Override
    public boolean isTransparent(BundleIdentity bundle) {
        return bundle instanceof BundleSubject subject && actors.isTransparent(subject);
    }

    @Override
    public BundleIdentity bundle(Object bundle) {
        if (!attribution.isOfFramework(bundle)) {
            return null; // any bundle can make one, which would be called here, where nothing is mediated
        }
        if (bundle instanceof Bundle installed) {
            return of(installed);
        }
        return bundle instanceof BundleRevision revision ? of(revision.getBundle()) : null;
    }

    @Override
    public BundleGroup bundles(Collection<?> bundles, boolean refreshed) {
        Collection<?> meant = bundles == null ? waiting() : bundles;
        Set<Bundle> named = new LinkedHashSet<>();
        for (Object one : meant) {
            if (one instanceof Bundle bundle && attribution.isOfFramework(bundle)) {
                named.add(bundle);
            } else if (one instanceof BundleRevision revision && attribution.isOfFramework(revision)) {
                named.add(revision.getBundle());
            }
        }
        Set<Bundle> others = refreshed ? Dependents.of(named) : Set.of();
        return new BundleGroup(
                bundles == null ? List.of() : identities(named),
                identities(bundles == null ? union(named, others) : others));
    }

    private Collection<Bundle> waiting() {
        return installer.framework().adapt(FrameworkWiring.class).getRemovalPendingBundles();
    }

    private static Set<Bundle> union(Set<Bundle> some, Set<Bundle> others) {
        Set<Bundle> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }

    private List<BundleIdentity> identities(Set<Bundle> bundles) {
        return bundles.stream().<BundleIdentity>map(this::of).toList();
    }

    @Override
    public String service(Object reference) {
        if (reference instanceof ServiceReference<?> service && attribution.isOfFramework(reference)) {
            Object names = service.getProperty(Constants.OBJECTCLASS);
            return names instanceof String[] all ? all.length == 1 ? all[0] : String.join(",", all) : null;
        }
        return null;
    }

    /** @see BundleIdentities#of */
    BundleSubject of(Bundle bundle) {
        return identities.of(bundle);
    }

    /** Forgets a bundle that was uninstalled. */
    void forget(Bundle bundle) {
        identities.forget(bundle);
    }
}
