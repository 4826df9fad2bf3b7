package org.doorward.itest.bundles;

import java.io.PrintStream;
import java.util.List;
import org.doorward.tool.ToolCommand;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle with one command, {@code work}, that makes a bundle of somebody else do something and prints what came of it. */
public abstract class Workload implements BundleActivator, ToolCommand {
    @Override
    public final void start(BundleContext context) {
        context.registerService(ToolCommand.class, this, null);
    }

    @Override
    public final void stop(BundleContext context) {
        // The service goes with the bundle.
    }

    @Override
    public final String name() {
        return "work";
    }

    @Override
    public final String description() {
        return "Lets a bundle of others work.";
    }

    /** What is to be printed. */
    protected abstract String work(List<String> arguments) throws Exception;

    @Override
    public final int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            out.println(work(arguments));
            return 0;
        } catch (Throwable e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                err.println(cause);
            }
            return 1;
        }
    }
}
