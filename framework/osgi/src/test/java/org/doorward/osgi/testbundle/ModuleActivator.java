package org.doorward.osgi.testbundle;

import java.util.Hashtable;
import org.doorward.module.Decision;
import org.doorward.module.SecurityModule;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers one module, as the headers Test-Module and Test-Hooks say; none if there is no Test-Module. */
public final class ModuleActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        String module = context.getBundle().getHeaders("").get("Test-Module");
        if (module == null) {
            return;
        }
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(SecurityModule.NAME, module);
        String hooks = context.getBundle().getHeaders("").get("Test-Hooks");
        if (hooks != null) {
            properties.put(SecurityModule.HOOKS, hooks);
        }
        SecurityModule pass = (operation, audit) -> Decision.PASS;
        context.registerService(SecurityModule.class, pass, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service.
    }
}
