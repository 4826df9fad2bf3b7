package org.doorward.itest.distribution.bundle;

import java.util.Dictionary;
import java.util.Hashtable;
import org.doorward.audit.AuditContext;
import org.doorward.module.Decision;
import org.doorward.module.Operation;
import org.doorward.module.SecurityModule;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Denies everything to the bundle victim but to have threads, in which it does more of it; and nothing to others. That threads can be denied as
 * well shows {@code ThreadsIT}.
 */
public final class DenyAll implements BundleActivator, SecurityModule {
    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(SecurityModule.NAME, "denyall");
        properties.put(SecurityModule.HOOKS, new String[] {"file.*", "process.*", "network.*", "runtime.*"});
        context.registerService(SecurityModule.class, this, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }

    @Override
    public Decision decide(Operation operation, AuditContext audit) {
        return operation.subject().bundle().equals("victim")
                        && !operation.kind().equals("runtime.startthread")
                ? Decision.DENY
                : Decision.PASS;
    }
}
