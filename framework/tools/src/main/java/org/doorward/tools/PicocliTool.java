package org.doorward.tools;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import org.doorward.tool.ToolCommand;
import org.doorward.tools.terminal.ColorOption;
import org.doorward.tools.terminal.Terminal;
import picocli.CommandLine;

/** A command line as a command of the shell. Each run has a command object of its own, so that several may run at once. */
public final class PicocliTool implements ToolCommand {
    private final Supplier<?> command;

    /** @param command makes the command object of a run */
    public PicocliTool(Supplier<?> command) {
        this.command = command;
    }

    /** Whether it goes on until its thread is interrupted. */
    public boolean isLive() {
        return command.get() instanceof LiveCommand;
    }

    @Override
    public String name() {
        return new CommandLine(command.get()).getCommandName();
    }

    @Override
    public String description() {
        return String.join(
                " ",
                new CommandLine(command.get()).getCommandSpec().usageMessage().description());
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        return run(arguments, out, err, Terminal.NONE);
    }

    /** The same for streams of which one or the other is a terminal. */
    public int run(List<String> arguments, PrintStream out, PrintStream err, Terminal terminal) {
        return commandLine(command.get(), out, err, terminal).execute(arguments.toArray(String[]::new));
    }

    /** The command with all its options, to look at. */
    public CommandLine described() {
        return commandLine(command.get(), System.out, System.err, Terminal.NONE);
    }

    /** The command with exit code 2 for wrong usage and for what it throws. */
    static CommandLine commandLine(Object command, PrintStream out, PrintStream err, Terminal terminal) {
        ColorOption color = new ColorOption();
        return new CommandLine(command)
                .addMixin("color", color)
                .setExecutionStrategy(parsed -> {
                    terminal.prepare(parsed.commandSpec().commandLine(), color);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(line.getCommandName() + ": " + failure.getMessage());
                    return ExitCode.REFUSED;
                });
    }
}
