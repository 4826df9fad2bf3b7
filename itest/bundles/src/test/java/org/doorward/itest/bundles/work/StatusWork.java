package org.doorward.itest.bundles.work;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.doorward.itest.bundles.Workload;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** {@code work services|meters|health}: what the status offers to others. Starts without the libraries, as what it looks at. */
public final class StatusWork extends Workload {
    private static final String STATUS = "org.doorward.status";

    @Override
    protected String work(List<String> arguments) throws Exception {
        BundleContext context = FrameworkUtil.getBundle(StatusWork.class).getBundleContext();
        return switch (arguments.get(0)) {
            case "services" -> services(context);
            case "meters" -> Micrometer.meters(context);
            default -> Felix.health(context);
        };
    }

    private static String services(BundleContext context) throws Exception {
        boolean active = Arrays.stream(context.getBundles())
                .anyMatch(bundle -> STATUS.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE);
        return (active ? "active" : "not active") + ", meters "
                + offered(context, "io.micrometer.core.instrument.binder.MeterBinder") + ", health "
                + offered(context, "org.apache.felix.hc.api.HealthCheck");
    }

    private static int offered(BundleContext context, String type) throws Exception {
        ServiceReference<?>[] found = context.getAllServiceReferences(type, null);
        return found == null ? 0 : found.length;
    }

    /** Linked when its library is there. */
    private static final class Micrometer {
        static String meters(BundleContext context) {
            MeterRegistry registry = new SimpleMeterRegistry();
            context.getService(context.getServiceReference(MeterBinder.class)).bindTo(registry);
            return registry.getMeters().stream()
                    .map(meter -> meter.getId().getName() + tags(meter) + " "
                            + meter.measure().iterator().next().getValue())
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }

        private static String tags(Meter meter) {
            return meter.getId().getTags().stream()
                    .map(tag -> tag.getKey() + "=" + tag.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
    }

    /** Linked when its library is there. */
    private static final class Felix {
        /** Kept: while everything is denied, so is asking for a service. */
        private static HealthCheck service;

        static String health(BundleContext context) {
            ServiceReference<HealthCheck> check = context.getServiceReference(HealthCheck.class);
            if (service == null) {
                service = context.getService(check);
            }
            Result result = service.execute();
            return check.getProperty(HealthCheck.NAME) + " "
                    + Arrays.toString((String[]) check.getProperty(HealthCheck.TAGS)) + " " + result.getStatus() + " "
                    + result;
        }
    }
}
