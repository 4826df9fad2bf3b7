package org.doorward.osgi.testbundle;

import java.util.function.UnaryOperator;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers an operator that makes of anything that runs something that this bundle runs. */
public final class CallingActivator implements BundleActivator {
    /** Runs what it was given, with a frame of this bundle on the stack. */
    public static final class Call implements Runnable {
        private final Runnable inner;

        Call(Runnable inner) {
            this.inner = inner;
        }

        @Override
        public void run() {
            inner.run();
        }
    }

    /** Wraps. */
    public static final class Wrapper implements UnaryOperator<Runnable> {
        @Override
        public Runnable apply(Runnable inner) {
            return new Call(inner);
        }
    }

    @Override
    public void start(BundleContext context) {
        context.registerService(UnaryOperator.class, new Wrapper(), null);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service.
    }
}
