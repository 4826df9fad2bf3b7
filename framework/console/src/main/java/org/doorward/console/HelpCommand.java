package org.doorward.console;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.doorward.tool.ToolCommand;

/** {@code help}: the tool commands that are there, each with its line. The shell's own help knows their names only. */
final class HelpCommand implements ToolCommand {
    private static final int DONE = 0;
    private static final int NOTHING_FOUND = 1;
    private static final int REFUSED = 2;

    private final Supplier<Collection<ToolCommand>> commands;

    /** Over the commands that are there when it runs, in the order of their names. */
    HelpCommand(Supplier<Collection<ToolCommand>> commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String description() {
        return "Lists the commands, or says what one is for.";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.size() > 1) {
            err.println("usage: help [COMMAND]");
            return REFUSED;
        }
        if (arguments.isEmpty()) {
            commands.get().forEach(command -> print(command, out));
            out.println();
            out.println(
                    "COMMAND --help says more about auditctl, ausearch, autail and aureport; felix:help lists the shell's own commands.");
            return DONE;
        }
        String name = arguments.get(0);
        for (ToolCommand command : commands.get()) {
            if (command.name().equals(name)) {
                print(command, out);
                return DONE;
            }
        }
        err.println("help: no command [" + name + "]: expected one that help lists; felix:help " + name
                + " asks the shell");
        return NOTHING_FOUND;
    }

    private static void print(ToolCommand command, PrintStream out) {
        out.printf("%-12s %s%n", command.name(), command.description());
    }
}
