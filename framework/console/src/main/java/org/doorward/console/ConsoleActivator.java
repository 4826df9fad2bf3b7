package org.doorward.console;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** Starts and stops what the console consists of. */
public final class ConsoleActivator implements BundleActivator {
    private ServiceTracker<CommandProcessor, CommandProcessor> processors;
    private ToolFunctions functions;
    private ControlServer server;

    /** For the framework. */
    public ConsoleActivator() {}

    @Override
    public void start(BundleContext context) throws IOException {
        Path home = home(context);
        processors = new ServiceTracker<>(context, CommandProcessor.class, null);
        processors.open();
        functions = new ToolFunctions(context);
        functions.open();
        server = new ControlServer(home.resolve("run").resolve("control.sock"), new LineRunner(processors));
        server.start();
    }

    private static Path home(BundleContext context) {
        String home = context.getProperty("doorward.home");
        if (home == null) {
            throw new IllegalStateException(
                    "framework property [doorward.home] is missing: expected the folder of the instance");
        }
        return Path.of(home);
    }

    @Override
    public void stop(BundleContext context) {
        server.close();
        functions.close();
        processors.close();
    }
}
