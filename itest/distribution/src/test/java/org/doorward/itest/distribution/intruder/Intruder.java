package org.doorward.itest.distribution.intruder;

import java.io.PrintStream;
import java.util.List;
import org.doorward.tool.ToolCommand;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** {@code intrude NAME ARGUMENT...}: prints what came of it, and what it is made of if it fails. */
public final class Intruder implements BundleActivator, ToolCommand {
    private BundleContext context;

    @Override
    public void start(BundleContext own) {
        context = own;
        own.registerService(ToolCommand.class, this, null);
    }

    @Override
    public void stop(BundleContext own) {
        // The service goes with the bundle.
    }

    @Override
    public String name() {
        return "intrude";
    }

    @Override
    public String description() {
        return "Tries something.";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            List<String> rest = arguments.subList(1, arguments.size());
            out.println(trial(arguments.get(0)).run(context, rest));
            return 0;
        } catch (Throwable e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                out.println(cause);
            }
            return 1;
        }
    }

    private static Trial trial(String name) {
        for (Trial[] trials :
                List.<Trial[]>of(OfConfiguration.values(), OfServices.values(), OfLife.values(), OfThreads.values())) {
            for (Trial trial : trials) {
                if (trial.toString().equals(name)) {
                    return trial;
                }
            }
        }
        throw new IllegalArgumentException(name);
    }
}
