package org.doorward.status;

import org.doorward.control.AuditControl;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.VersionRange;
import org.osgi.util.tracker.ServiceTracker;

/*
 * Nothing here, nor in Offer, may name a type of the two libraries: they may be missing. MeterService and EngineHealth do, and are loaded
 * when they are there. The ranges are those of bnd.bnd.
 */
/** Starts and stops what the status consists of. */
public final class StatusActivator implements BundleActivator {
    private ServiceTracker<AuditControl, AuditControl> controls;
    private Offer meters;
    private Offer health;

    /** For the framework. */
    public StatusActivator() {}

    @Override
    public void start(BundleContext context) {
        controls = new ServiceTracker<>(context, AuditControl.class, null);
        controls.open();
        meters = new Offer(
                context,
                "io.micrometer.core.instrument.binder",
                VersionRange.valueOf("[1.12,2)"),
                () -> MeterService.register(context, controls::getService));
        health = new Offer(
                context,
                "org.apache.felix.hc.api",
                VersionRange.valueOf("[2.0,3)"),
                () -> EngineHealth.register(context, controls::getService));
        meters.open();
        health.open();
    }

    @Override
    public void stop(BundleContext context) {
        health.close();
        meters.close();
        controls.close();
    }
}
