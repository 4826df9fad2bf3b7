package org.doorward.console;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandProcessor;
import org.doorward.control.AuditControl;
import org.doorward.control.ModuleControl;
import org.doorward.control.OperatorControl;
import org.doorward.tools.Tools;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** Starts and stops what the console consists of. */
public final class ConsoleActivator implements BundleActivator {
    private ServiceTracker<CommandProcessor, CommandProcessor> processors;
    private ServiceTracker<AuditControl, AuditControl> controls;
    private ServiceTracker<OperatorControl, OperatorControl> switches;
    private ServiceTracker<ModuleControl, ModuleControl> modules;
    private ToolFunctions functions;
    private ControlServer server;

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
        Tools.inProcess(controls::getService, switches::getService, modules::getService, home.resolve("audit"))
                .forEach(functions::add);
        functions.add(new HelpCommand(functions::commands));
        functions.open();
        server.start(); // last: whoever finds the socket finds the commands
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
        modules.close();
        switches.close();
        controls.close();
        processors.close();
    }
}
