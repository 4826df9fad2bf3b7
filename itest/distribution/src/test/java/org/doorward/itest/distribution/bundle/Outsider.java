package org.doorward.itest.distribution.bundle;

import java.io.PrintStream;
import java.util.List;
import java.util.prefs.Preferences;
import javax.print.PrintServiceLookup;
import org.doorward.tool.ToolCommand;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A command that reaches the machine by ways of the JDK that are neither files nor sockets. */
public final class Outsider implements BundleActivator, ToolCommand {
    @Override
    public void start(BundleContext context) {
        context.registerService(ToolCommand.class, this, null);
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }

    @Override
    public String name() {
        return "outsider";
    }

    @Override
    public String description() {
        return "Asks for processes, printers and preferences.";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            out.println(done(arguments));
            return 0;
        } catch (Exception | Error e) {
            out.println(e);
            return 1;
        }
    }

    private static Object done(List<String> arguments) throws Exception {
        return switch (arguments.get(0)) {
            case "processes" -> ProcessHandle.allProcesses().count() > 0;
            case "children" -> ProcessHandle.current().descendants().count();
            case "process" -> ProcessHandle.of(Long.parseLong(arguments.get(1))).isPresent();
            case "program" -> ProcessHandle.current().info().command().isPresent();
            case "parent" -> ProcessHandle.current().parent().isPresent();
            case "printers" -> PrintServiceLookup.lookupPrintServices(null, null).length;
            case "preferences" -> preferences(arguments.get(1), arguments.get(2));
            case "again" -> sync();
            default -> throw new IllegalArgumentException(arguments.toString());
        };
    }

    /** The JDK looks at both properties when preferences are first used, and makes a lock file's name of them. */
    private static String preferences(String folder, String user) throws Exception {
        System.setProperty("java.util.prefs.userRoot", folder);
        System.setProperty("user.name", user);
        return sync();
    }

    private static String sync() throws Exception {
        Preferences node = Preferences.userRoot().node("outsider");
        node.putLong("key", System.nanoTime());
        node.sync();
        return "kept";
    }
}
