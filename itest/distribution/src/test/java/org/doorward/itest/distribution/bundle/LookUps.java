package org.doorward.itest.distribution.bundle;

import java.util.Dictionary;
import java.util.Hashtable;
import org.doorward.audit.AuditContext;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.SecurityModule;
import org.doorward.module.TextArgument;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Keeps the guard from the bundle intruder. */
public final class LookUps implements BundleActivator, SecurityModule {
    private static final Kind GET = Kind.of("service.get");
    private static final TextArgument BUNDLE = GET.textArgument("bundle");
    private static final TextArgument SERVICE = GET.textArgument("service");

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(SecurityModule.NAME, "lookups");
        properties.put(SecurityModule.HOOKS, "service.get");
        context.registerService(SecurityModule.class, this, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }

    @Override
    public Decision decide(Operation operation, AuditContext audit) {
        return operation.get(BUNDLE).equals("intruder:1.0.0")
                        && "org.doorward.guard.OperationGuard".equals(operation.get(SERVICE))
                ? Decision.DENY
                : Decision.PASS;
    }
}
