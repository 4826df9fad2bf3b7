package org.doorward.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.doorward.control.AuditControl;
import org.doorward.control.ModuleControl;
import org.doorward.control.OperatorControl;
import org.doorward.tools.Tools;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops what the console consists of. */
public final class ConsoleActivator implements BundleActivator {
    /** Framework property: the folder whose profile the shell begins with; not there: nobody sits at a terminal. */
    private static final String SHELL = "doorward.shell";

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleActivator.class);

    private ServiceTracker<CommandProcessor, CommandProcessor> processors;
    private ServiceTracker<AuditControl, AuditControl> controls;
    private ServiceTracker<OperatorControl, OperatorControl> switches;
    private ServiceTracker<ModuleControl, ModuleControl> modules;
    private ToolFunctions functions;
    private ControlServer server;
    private ServiceTracker<CommandProcessor, Shell> shell;

    /** For the framework. */
    public ConsoleActivator() {}

    @Override
    public void start(BundleContext context) throws IOException {
        Path home = home(context);
        processors = new ServiceTracker<>(context, CommandProcessor.class, null);
        controls = new ServiceTracker<>(context, AuditControl.class, null);
        switches = new ServiceTracker<>(context, OperatorControl.class, null);
        modules = new ServiceTracker<>(context, ModuleControl.class, null);
        functions = new ToolFunctions(context);
        server = new ControlServer(home.resolve("run").resolve("control.sock"), new LineRunner(processors::getService));
        processors.open();
        controls.open();
        switches.open();
        modules.open();
        Tools.inProcess(
                        controls::getService,
                        switches::getService,
                        modules::getService,
                        () -> Stream.of(context.getBundles())
                                .map(Bundle::getSymbolicName)
                                .filter(Objects::nonNull),
                        home.resolve("audit"))
                .forEach(functions::add);
        functions.add(new HelpCommand(functions::commands));
        functions.open();
        server.start(); // last: whoever finds the socket finds the commands
        shell = shell(context, home);
    }

    /** At the terminal, once there is a command processor; {@code null} if nobody sits at one. */
    private ServiceTracker<CommandProcessor, Shell> shell(BundleContext context, Path home) {
        String folder = context.getProperty(SHELL);
        if (folder == null) {
            return null;
        }
        ServiceTracker<CommandProcessor, Shell> tracker = new ServiceTracker<>(context, CommandProcessor.class, null) {
            @Override
            public Shell addingService(ServiceReference<CommandProcessor> reference) {
                Shell shell = new Shell(
                        context.getService(reference),
                        new Completion(functions::commands),
                        Path.of(folder, "etc", "gosh_profile"),
                        home.resolve("run").resolve("history"),
                        () -> stopInstance(context));
                shell.start();
                return shell;
            }

            @Override
            public void removedService(ServiceReference<CommandProcessor> reference, Shell shell) {
                shell.close();
                context.ungetService(reference);
            }
        };
        tracker.open();
        return tracker;
    }

    private static void stopInstance(BundleContext context) {
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
        } catch (BundleException | IllegalStateException e) {
            LOG.error("the instance does not stop: {}; send it SIGTERM", e.toString());
        }
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
        if (shell != null) {
            shell.close();
        }
        server.close();
        functions.close();
        modules.close();
        switches.close();
        controls.close();
        processors.close();
    }
}
