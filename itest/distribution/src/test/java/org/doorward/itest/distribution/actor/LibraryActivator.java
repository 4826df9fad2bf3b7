package org.doorward.itest.distribution.actor;

import java.io.File;
import java.util.function.Consumer;
import java.util.function.Function;
import org.doorward.guard.OperationGuard;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A library that acts for its callers. */
public final class LibraryActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Consumer<File> deleting = File::delete;
        context.registerService(Consumer.class, deleting, null);
        OperationGuard guard = context.getService(context.getServiceReference(OperationGuard.class));
        Function<File, Boolean> vouching = file -> guard.runAs(file::delete);
        context.registerService(Function.class, vouching, null);
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }
}
