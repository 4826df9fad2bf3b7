package org.doorward.tool;

import java.io.PrintStream;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A command that a bundle brings to the shell and to {@code doorward exec}: an OSGi service under this interface. Called by one or
 * more threads at once.
 */
@ConsumerType
public interface ToolCommand {
    /** The word that calls it, {@code [a-z][a-z0-9-]*}. */
    String name();

    /** One line for the list of commands. */
    String description();

    /**
     * Runs it.
     *
     * @param arguments the words after the name
     * @param out for results; not to be closed
     * @param err for messages; not to be closed
     * @return 0 done, 1 done with findings or nothing found, 2 refused or wrong usage
     */
    int run(List<String> arguments, PrintStream out, PrintStream err);
}
