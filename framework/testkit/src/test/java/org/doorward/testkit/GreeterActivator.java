package org.doorward.testkit;

import java.util.Hashtable;
import org.doorward.module.Decision;
import org.doorward.module.SecurityModule;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers a module named as the bundle, which flags what is opened with its bundle's version. */
public final class GreeterActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        String version = context.getBundle().getVersion().toString();
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(SecurityModule.NAME, context.getBundle().getSymbolicName());
        properties.put(SecurityModule.HOOKS, "file.open");
        SecurityModule module = (operation, audit) -> {
            audit.flag("greeting").field("by", version);
            return Decision.PASS;
        };
        context.registerService(SecurityModule.class, module, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service.
    }
}
