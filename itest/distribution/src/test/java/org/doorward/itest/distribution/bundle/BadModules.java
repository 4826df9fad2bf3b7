package org.doorward.itest.distribution.bundle;

import java.util.Dictionary;
import java.util.Hashtable;
import org.doorward.module.Decision;
import org.doorward.module.SecurityModule;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers a module as the headers of its bundle say. */
public final class BadModules implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Dictionary<String, String> headers = context.getBundle().getHeaders("");
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(SecurityModule.NAME, headers.get("X-Name"));
        properties.put(SecurityModule.MODE, headers.get("X-Mode"));
        properties.put(SecurityModule.HOOKS, headers.get("X-Hooks"));
        context.registerService(SecurityModule.class, (operation, audit) -> Decision.PASS, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }
}
