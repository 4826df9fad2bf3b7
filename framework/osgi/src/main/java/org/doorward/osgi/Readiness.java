package org.doorward.osgi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.doorward.control.AuditReady;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers {@link AuditReady} while every required module is there. Safe for all threads. */
final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private static final class Ready implements AuditReady {}

    private final BundleContext context;
    private ServiceRegistration<AuditReady> registration;
    private List<String> missing = List.of();

    Readiness(BundleContext context) {
        this.context = context;
    }

    /** Compares what is required with what is there. */
    synchronized void update(List<String> required, Set<String> present) {
        List<String> absent = new ArrayList<>(required);
        absent.removeAll(present);
        if (!absent.equals(missing) && !absent.isEmpty()) {
            LOG.warn("required modules {} are missing: guarded operations are denied until they are there", absent);
        }
        missing = absent;
        if (absent.isEmpty() && registration == null) {
            registration = context.registerService(AuditReady.class, new Ready(), null);
        } else if (!absent.isEmpty()) {
            withdraw();
        }
    }

    /** Takes the service away. */
    synchronized void withdraw() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
    }
}
