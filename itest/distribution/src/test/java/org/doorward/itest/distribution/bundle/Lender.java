package org.doorward.itest.distribution.bundle;

import java.util.Dictionary;
import java.util.Hashtable;
import org.doorward.audit.AuditContext;
import org.doorward.module.Decision;
import org.doorward.module.Operation;
import org.doorward.module.SecurityModule;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A careless module: whoever wants gets its registration. */
public final class Lender implements BundleActivator, SecurityModule {
    private ServiceRegistration<?> registration;

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(SecurityModule.NAME, "lender");
        properties.put(SecurityModule.HOOKS, "file.symlink");
        registration = context.registerService(SecurityModule.class, this, properties);
        context.registerService(ServiceRegistration.class, registration, null);
    }

    /** What is its own it may take away. */
    @Override
    public void stop(BundleContext context) {
        registration.unregister();
    }

    @Override
    public Decision decide(Operation operation, AuditContext audit) {
        return Decision.PASS;
    }
}
