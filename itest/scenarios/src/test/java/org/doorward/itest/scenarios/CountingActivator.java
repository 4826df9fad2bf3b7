package org.doorward.itest.scenarios;

import java.util.Hashtable;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.doorward.module.Decision;
import org.doorward.module.SecurityModule;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A bundle with a module named {@code counter}, hooked on file.open and file.delete: counts its decisions under its version, in the map that is
 * registered as a service. Denies what has {@code /denied} in its path, and flags what has {@code /flagged}.
 */
public final class CountingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        LongAdder decisions = decisions(context)
                .computeIfAbsent(context.getBundle().getVersion().toString(), version -> new LongAdder());
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(SecurityModule.NAME, "counter");
        properties.put(SecurityModule.HOOKS, new String[] {"file.open", "file.delete"});
        SecurityModule module = (operation, audit) -> {
            decisions.increment();
            String path =
                    ((org.doorward.module.FileOperation) operation).source().toString();
            if (path.contains("/flagged")) {
                audit.flag("counted").field("path", path);
            }
            return path.contains("/denied") ? Decision.DENY : Decision.PASS;
        };
        context.registerService(SecurityModule.class, module, properties);
    }

    @SuppressWarnings("unchecked") // the test registers exactly this map
    private static ConcurrentMap<String, LongAdder> decisions(BundleContext context) {
        ServiceReference<?> reference = context.getServiceReference(ConcurrentMap.class.getName());
        return (ConcurrentMap<String, LongAdder>) context.getService(reference);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service.
    }
}
