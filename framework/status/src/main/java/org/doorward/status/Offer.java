package org.doorward.status;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * A class that refers to a missing one fails once and for all: the JVM keeps the error. So nothing is tried before a bundle is resolved
 * that exports the package in the range, and the import, which is dynamic, finds it then. When that bundle goes, the framework refreshes this
 * one with it, or it is uninstalled and not refreshed: either way the service ends here at once, so that nobody is given an object whose
 * type is no longer there.
 */
/** A service that is there while some bundle exports the package that its type is of. Safe for all threads. */
final class Offer implements BundleTrackerCustomizer<Bundle>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Offer.class);
    private static final int RESOLVED = Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    /** What is registered; closing it takes it away, and does not throw. */
    interface Service extends AutoCloseable {
        @Override
        void close();
    }

    private final String exported;
    private final VersionRange versions;
    private final Supplier<Service> registration;
    private final BundleTracker<Bundle> tracker;
    private final Set<Bundle> exporters = new HashSet<>();
    private Service service;

    /** {@code registration}: registers the service; called when the package is there, once until it has gone. */
    Offer(BundleContext context, String exported, VersionRange versions, Supplier<Service> registration) {
        this.exported = exported;
        this.versions = versions;
        this.registration = registration;
        this.tracker = new BundleTracker<>(context, RESOLVED, this);
    }

    void open() {
        tracker.open();
    }

    @Override
    public void close() {
        tracker.close(); // removes every exporter, and the last one the service
    }

    @Override
    public Bundle addingBundle(Bundle bundle, BundleEvent event) {
        if (!exports(bundle)) {
            return null;
        }
        synchronized (this) {
            exporters.add(bundle);
            if (service == null) {
                service = register();
            }
        }
        return bundle;
    }

    private boolean exports(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return false;
        }
        for (BundleCapability offered : wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
            if (exported.equals(offered.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                    && offered.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)
                            instanceof Version version
                    && versions.includes(version)) {
                return true;
            }
        }
        return false;
    }

    private Service register() {
        try {
            return registration.get();
        } catch (LinkageError | RuntimeException e) {
            LOG.warn(
                    "package [{}] is there and cannot be used: {}; see that its bundle resolves with all that it imports,"
                            + " then start Doorward anew",
                    exported,
                    e.toString());
            return null;
        }
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, Bundle tracked) {
        // What it exports stays as long as it is resolved.
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, Bundle tracked) {
        synchronized (this) {
            exporters.remove(bundle);
            if (exporters.isEmpty() && service != null) {
                service.close();
                service = null;
            }
        }
    }
}
