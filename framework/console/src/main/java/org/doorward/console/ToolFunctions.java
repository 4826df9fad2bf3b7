package org.doorward.console;

import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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

/**
 * Gives every tool command a name in the shell, scope {@value #SCOPE}, as long as its service is there. The built-in commands are
 * added before {@link #open}; a bundle cannot take their names.
 */
final class ToolFunctions
        implements ServiceTrackerCustomizer<ToolCommand, ServiceRegistration<Function>>, AutoCloseable {
    static final String SCOPE = "doorward";

    private static final Logger LOG = LoggerFactory.getLogger(ToolFunctions.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final BundleContext context;
    private final ServiceTracker<ToolCommand, ServiceRegistration<Function>> tracker;
    private final Map<String, ToolCommand> builtIn = new ConcurrentHashMap<>();
    private final Map<ServiceReference<ToolCommand>, ToolCommand> services = new ConcurrentHashMap<>();

    ToolFunctions(BundleContext context) {
        this.context = context;
        this.tracker = new ServiceTracker<>(context, ToolCommand.class, this);
    }

    void open() {
        tracker.open();
    }

    /** Registers a command that is not a service. It goes with the bundle. */
    void add(ToolCommand command) {
        builtIn.put(command.name(), command);
        register(command);
    }

    /** The commands that are there now, in the order of their names. */
    Collection<ToolCommand> commands() {
        SortedMap<String, ToolCommand> commands = new TreeMap<>();
        services.values().forEach(command -> commands.put(command.name(), command));
        commands.putAll(builtIn);
        return commands.values();
    }

    @Override
    public ServiceRegistration<Function> addingService(ServiceReference<ToolCommand> reference) {
        ToolCommand command = context.getService(reference);
        if (command == null) {
            return null;
        }
        String expected = expected(command.name());
        if (expected != null) {
            LOG.error(
                    "tool command [{}] of bundle [{}]: expected a name {}; the command is left out",
                    command.name(),
                    reference.getBundle(),
                    expected);
            context.ungetService(reference);
            return null;
        }
        services.put(reference, command);
        return register(command);
    }

    /** What a name should be, or {@code null} if it is. */
    private String expected(String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            return "of the form " + NAME;
        }
        return builtIn.containsKey(name) ? "that no command of Doorward has" : null;
    }

    private ServiceRegistration<Function> register(ToolCommand command) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, SCOPE);
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
        services.remove(reference);
        context.ungetService(reference);
    }

    @Override
    public void close() {
        tracker.close();
    }
}
