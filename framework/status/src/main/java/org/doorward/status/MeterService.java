package org.doorward.status;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.doorward.control.AuditControl;
import org.doorward.module.SecurityModule;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * The service MeterBinder, with a meter for each module that is registered. Two versions of a module may be there for a moment, so names
 * are counted. Safe for all threads.
 */
final class MeterService implements Offer.Service, ServiceTrackerCustomizer<SecurityModule, String> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Meters meters;
    private final Map<String, Integer> versions = new HashMap<>();
    private final ServiceTracker<SecurityModule, String> modules;
    private final ServiceRegistration<MeterBinder> registration;

    private MeterService(BundleContext context, Supplier<AuditControl> controls) {
        meters = new Meters(controls);
        modules = new ServiceTracker<>(context, SecurityModule.class, this);
        modules.open();
        registration = context.registerService(MeterBinder.class, meters, null);
    }

    static Offer.Service register(BundleContext context, Supplier<AuditControl> controls) {
        return new MeterService(context, controls);
    }

    @Override
    public String addingService(ServiceReference<SecurityModule> reference) {
        if (!(reference.getProperty(SecurityModule.NAME) instanceof String name)
                || !NAME.matcher(name).matches()) {
            return null; // the engine refuses it and says so
        }
        synchronized (versions) {
            if (versions.merge(name, 1, Integer::sum) == 1) {
                meters.came(name);
            }
        }
        return name;
    }

    @Override
    public void modifiedService(ServiceReference<SecurityModule> reference, String name) {
        // A module keeps its name.
    }

    @Override
    public void removedService(ServiceReference<SecurityModule> reference, String name) {
        synchronized (versions) {
            if (versions.merge(name, -1, Integer::sum) == 0) {
                versions.remove(name);
                meters.went(name);
            }
        }
    }

    @Override
    public void close() {
        registration.unregister();
        modules.close();
        meters.close();
    }
}
