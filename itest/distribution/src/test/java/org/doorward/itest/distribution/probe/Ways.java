package org.doorward.itest.distribution.probe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorward.control.AuditControl;
import org.doorward.guard.OperationGuard;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

/** How a bundle may come by class objects. */
final class Ways {
    /** Finds a class by its name. */
    interface Finder {
        Class<?> find(String name) throws ClassNotFoundException;
    }

    private final Map<String, Finder> ways = new LinkedHashMap<>();

    Ways(BundleContext context) throws InvalidSyntaxException {
        add("loader of the probe", Ways.class.getClassLoader());
        add("system class loader", ClassLoader.getSystemClassLoader());
        add("platform class loader", ClassLoader.getPlatformClassLoader());
        add("context class loader", Thread.currentThread().getContextClassLoader());
        addAll(
                "context class loaders of all threads",
                Thread.getAllStackTraces().keySet().stream().map(Thread::getContextClassLoader));
        for (Bundle bundle : context.getBundles()) {
            ways.put(bundle.getBundleId() == 0 ? "bundle 0" : "bundle " + bundle.getSymbolicName(), bundle::loadClass);
        }
        add("loader of api", AuditControl.class.getClassLoader());
        add("loader of the bundle context", context.getClass().getClassLoader());
        add("loader of bundle 0", context.getBundle(0).getClass().getClassLoader());
        add("loader of a logger", LoggerFactory.getLogger(Ways.class).getClass().getClassLoader());
        add(
                "loader of the guard",
                service(context, OperationGuard.class).getClass().getClassLoader());
        add(
                "loader of the controls",
                service(context, AuditControl.class).getClass().getClassLoader());
        add("layer of api", AuditControl.class.getModule().getLayer().findLoader("org.doorward.core"));
        addAll(
                "loaders of all services",
                Stream.of(context.getAllServiceReferences(null, null))
                        .map(reference -> service(context, reference))
                        .filter(Objects::nonNull)
                        .map(service -> service.getClass().getClassLoader()));
    }

    /** {@code null} of what it does not get. */
    static Object service(BundleContext context, ServiceReference<?> reference) {
        try {
            return context.getService(reference);
        } catch (SecurityException e) {
            return null; // the shell
        }
    }

    static <T> T service(BundleContext context, Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }

    private void add(String name, ClassLoader loader) {
        ways.put(name, type -> Class.forName(type, false, loader));
    }

    private void addAll(String name, Stream<ClassLoader> several) {
        Set<ClassLoader> loaders = several.filter(Objects::nonNull).collect(Collectors.toSet());
        ways.put(name, type -> {
            for (ClassLoader loader : loaders) {
                try {
                    return Class.forName(type, false, loader);
                } catch (ClassNotFoundException e) {
                    continue; // perhaps the next one
                }
            }
            throw new ClassNotFoundException(type);
        });
    }

    /** Each way and its name. */
    Map<String, Finder> all() {
        return ways;
    }

    /** The engine's class of this name by one way, or {@code null}; a copy that a bundle embeds is none of the engine's. */
    static Class<?> engineClass(Finder way, String name) {
        try {
            Class<?> type = way.find(name);
            return type.getModule().isNamed() ? type : null;
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
