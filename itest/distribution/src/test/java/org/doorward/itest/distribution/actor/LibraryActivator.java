package org.doorward.itest.distribution.actor;

import java.beans.Expression;
import java.io.File;
import java.util.concurrent.ForkJoinPool;
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
        needFirstWhatAllShare();
    }

    /** The loader by which beans call, and a thread of the common pool: who makes them is not whom they act for. */
    private static void needFirstWhatAllShare() {
        try {
            new Expression("text", "length", null).getValue();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        ForkJoinPool.commonPool().execute(() -> {});
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }
}
