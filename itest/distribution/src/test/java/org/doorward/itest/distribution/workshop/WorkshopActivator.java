package org.doorward.itest.distribution.workshop;

import org.doorward.tool.ToolCommand;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the command. */
public final class WorkshopActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        context.registerService(ToolCommand.class, new MakeCalls(), null);
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }
}
