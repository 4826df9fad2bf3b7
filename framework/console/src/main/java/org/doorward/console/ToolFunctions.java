package org.doorward.console;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.doorward.tool.ToolCommand;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every tool command a name in the shell, scope {@code doorward}, as long as its service is there. */
final class ToolFunctions
        implements ServiceTrackerCustomizer<ToolCommand, ServiceRegistration<Function>>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ToolFunctions.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final BundleContext context;
    private final ServiceTracker<ToolCommand, ServiceRegistration<Function>> tracker;

    ToolFunctions(BundleContext context) {
        this.context = context;
        this.tracker = new ServiceTracker<>(context, ToolCommand.class, this);
    }

    void open() {
        tracker.open();
    }

    /** Registers a command that is not a service. It goes with the bundle. */
    void add(ToolCommand command) {
        register(command);
    }

    @Override
    public ServiceRegistration<Function> addingService(ServiceReference<ToolCommand> reference) {
        ToolCommand command = context.getService(reference);
        if (command == null) {
            return null;
        }
        String name = command.name();
        if (name == null || !NAME.matcher(name).matches()) {
            LOG.error(
                    "tool command [{}] of bundle [{}]: expected a name of the form {}; the command is left out",
                    name,
                    reference.getBundle(),
                    NAME);
            context.ungetService(reference);
            return null;
        }
        return register(command);
    }

    private ServiceRegistration<Function> register(ToolCommand command) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, "doorward");
        properties.put(CommandProcessor.COMMAND_FUNCTION, command.name());
        return context.registerService(Function.class, new ToolFunction(command), properties);
    }

    @Override
    public void modifiedService(ServiceReference<ToolCommand> reference, ServiceRegistration<Function> function) {
        // A command's name is its own, not a property of the service.
    }

    @Override
    public void removedService(ServiceReference<ToolCommand> reference, ServiceRegistration<Function> function) {
        function.unregister();
        context.ungetService(reference);
    }

    @Override
    public void close() {
        tracker.close();
    }
}
