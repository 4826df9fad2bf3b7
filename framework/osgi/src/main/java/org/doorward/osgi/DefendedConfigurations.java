package org.doorward.osgi;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/*
 * A configuration is of a bundle if
 *
 *   its PID is one of a component of the bundle, or the component's name         ComponentPids
 *   its PID is that of a service of the bundle (ManagedService and the like)     service.pid
 *   it is bound to the bundle                                                    BoundConfigurations
 *
 * and the same is true of what the configuration admin takes for one of that PID:
 *
 *   PID|NAME|VERSION|LOCATION      a targeted one, which goes before that of the PID alone
 *   PID~NAME  PID.UUID             one of a factory
 */
/** Whose configurations are the operator's alone, by PID. Safe for all threads; asked in the thread that changes one. */
final class DefendedConfigurations implements Predicate<String> {
    private static final Pattern UUID = Pattern.compile("\\.[0-9a-f-]{32,36}");

    private final BundleContext context;
    private final Predicate<Bundle> bundles;
    private final BoundConfigurations bound;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    /** Of one state of a bundle: its content does not change otherwise. */
    private record Known(long lastModified, Set<String> pids) {}

    /** @param bundles whether a bundle is one of the distribution, or has a module that is asked */
    DefendedConfigurations(BundleContext context, Predicate<Bundle> bundles, BoundConfigurations bound) {
        this.context = context;
        this.bundles = bundles;
        this.bound = bound;
    }

    @Override
    public boolean test(String pid) {
        Set<String> locations = null;
        for (Bundle bundle : context.getBundles()) {
            if (bundles.test(bundle)) {
                if (isOf(pid, components(bundle)) || isOf(pid, services(bundle))) {
                    return true;
                }
                locations = locations == null ? bound.locations(pid) : locations;
                if (locations.contains(bundle.getLocation())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Forgets a bundle that was uninstalled. */
    void forget(Bundle bundle) {
        known.remove(bundle.getBundleId());
    }

    private Set<String> components(Bundle bundle) {
        long now = bundle.getLastModified();
        Known before = known.get(bundle.getBundleId());
        if (before == null || before.lastModified() != now) {
            before = new Known(now, ComponentPids.of(bundle));
            known.put(bundle.getBundleId(), before);
        }
        return before.pids();
    }

    private static Set<String> services(Bundle bundle) {
        Set<String> pids = new HashSet<>();
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        for (int i = 0; services != null && i < services.length; i++) {
            add(services[i].getProperty(Constants.SERVICE_PID), pids);
        }
        return pids;
    }

    /* A collection of a bundle's own making would run here, where nothing is mediated. */
    private static void add(Object pid, Set<String> into) {
        if (pid instanceof String one) {
            into.add(one);
        } else if (pid instanceof Object[] several) {
            List.of(several).forEach(one -> add(one, into));
        } else if (pid instanceof Collection<?> several && several.getClass().getClassLoader() == null) {
            several.forEach(one -> add(one, into));
        }
    }

    private static boolean isOf(String pid, Set<String> pids) {
        int bar = pid.indexOf('|');
        String base = bar < 0 ? pid : pid.substring(0, bar);
        return pids.stream()
                .anyMatch(one -> base.equals(one)
                        || base.startsWith(one + "~")
                        || base.startsWith(one)
                                && UUID.matcher(base.substring(one.length())).matches());
    }
}
