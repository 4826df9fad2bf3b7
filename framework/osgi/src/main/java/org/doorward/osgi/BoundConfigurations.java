package org.doorward.osgi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * To which bundles configurations are bound, as the distribution's configuration admin says. Its API is a bundle's, which the engine has no
 * class of. Safe for all threads.
 */
final class BoundConfigurations {
    private static final Logger LOG = LoggerFactory.getLogger(BoundConfigurations.class);
    private static final String ADMIN = "org.osgi.service.cm.ConfigurationAdmin";

    private final BundleContext context;
    private final Predicate<Bundle> distribution;

    /** @param distribution whether a bundle is one of the distribution */
    BoundConfigurations(BundleContext context, Predicate<Bundle> distribution) {
        this.context = context;
        this.distribution = distribution;
    }

    /** The locations that the configuration of this PID is bound to: none, or one. */
    Set<String> locations(String pid) {
        Set<String> locations = new HashSet<>();
        try {
            ServiceReference<?>[] admins = context.getAllServiceReferences(ADMIN, null);
            for (int i = 0; admins != null && i < admins.length; i++) {
                if (distribution.test(admins[i].getBundle())) {
                    add(admins[i], pid, locations);
                }
            }
        } catch (Throwable e) {
            LOG.error("configuration [{}]: to which bundle it is bound cannot be found out", pid, e);
        }
        return locations;
    }

    private void add(ServiceReference<?> admin, String pid, Set<String> into) throws Throwable {
        Object service = context.getService(admin);
        if (service == null) {
            return;
        }
        try {
            Class<?> api = admin.getBundle().loadClass(ADMIN);
            Class<?> one = admin.getBundle().loadClass("org.osgi.service.cm.Configuration");
            MethodHandle list = MethodHandles.publicLookup()
                    .findVirtual(api, "listConfigurations", MethodType.methodType(one.arrayType(), String.class));
            MethodHandle location = MethodHandles.publicLookup()
                    .findVirtual(one, "getBundleLocation", MethodType.methodType(String.class));
            Object[] found = (Object[]) list.invoke(service, "(service.pid=" + escaped(pid) + ")");
            for (int i = 0; found != null && i < found.length; i++) {
                String bound = (String) location.invoke(found[i]);
                if (bound != null) {
                    into.add(bound);
                }
            }
        } finally {
            context.ungetService(admin);
        }
    }

    private static String escaped(String value) {
        return value.replaceAll("[\\\\*()]", "\\\\$0");
    }
}
