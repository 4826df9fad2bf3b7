package org.doorward.itest.distribution.bundle;

import java.util.Dictionary;
import java.util.Hashtable;
import org.doorward.audit.AuditContext;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.OpenFlags;
import org.doorward.module.Operation;
import org.doorward.module.ProcessOperation;
import org.doorward.module.SecurityModule;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Denies to the bundle actor what its own header X-Hooks names: files that end with {@code denied} to whoever would not read them only,
 * processes of which a word ends so, and all of the rest.
 */
public final class Denier implements BundleActivator, SecurityModule {
    private static final String DENIED = "denied";
    private static final int CHANGING =
            OpenFlags.WRITE | OpenFlags.APPEND | OpenFlags.CREATE | OpenFlags.CREATE_NEW | OpenFlags.TRUNCATE;

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(SecurityModule.NAME, "denier");
        properties.put(
                SecurityModule.HOOKS,
                context.getBundle().getHeaders("").get("X-Hooks").split(" "));
        context.registerService(SecurityModule.class, this, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }

    @Override
    public Decision decide(Operation operation, AuditContext audit) {
        return operation.subject().bundle().equals("actor") && isMeant(operation) ? Decision.DENY : Decision.PASS;
    }

    private static boolean isMeant(Operation operation) {
        if (operation instanceof FileOperation file) {
            boolean reads = file.kind().equals("file.open") && (file.flags() & CHANGING) == 0;
            return !reads && file.target().toString().endsWith(DENIED);
        }
        if (operation instanceof ProcessOperation process) {
            return process.word(process.wordCount() - 1).endsWith(DENIED);
        }
        return true;
    }
}
