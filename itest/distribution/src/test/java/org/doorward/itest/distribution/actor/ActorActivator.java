package org.doorward.itest.distribution.actor;

import org.doorward.tool.ToolCommand;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the command. */
public final class ActorActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        context.registerService(ToolCommand.class, new Act(context), null);
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }
}
