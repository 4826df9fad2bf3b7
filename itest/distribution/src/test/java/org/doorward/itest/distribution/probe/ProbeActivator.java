package org.doorward.itest.distribution.probe;

import org.doorward.tool.ToolCommand;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the command. */
public final class ProbeActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        context.registerService(ToolCommand.class, new Probe(context), null);
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }
}
