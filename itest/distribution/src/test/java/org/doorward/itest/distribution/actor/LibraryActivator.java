package org.doorward.itest.distribution.actor;

import java.io.File;
import java.util.function.Consumer;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A library that acts for its callers. */
public final class LibraryActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Consumer<File> deleting = File::delete;
        context.registerService(Consumer.class, deleting, null);
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }
}
