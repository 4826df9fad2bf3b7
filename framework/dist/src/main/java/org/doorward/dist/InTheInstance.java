package org.doorward.dist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.doorward.osgi.EngineHome;
import org.doorward.tools.control.ControlClient;
import org.doorward.tools.control.NoInstanceException;
import org.doorward.tools.control.ShellWord;
import org.doorward.tools.terminal.Terminal;
import org.doorward.tools.terminal.TerminalStream;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs commands that ask the engine where it is: in the instance. Their words are checked here, so that wrong usage and help need no
 * instance. All others run here.
 */
final class InTheInstance implements IExecutionStrategy {
    private final Supplier<EngineHome> home;
    private final BooleanSupplier coloured;
    private final Set<CommandSpec> commands = new HashSet<>();
    private final Set<CommandSpec> either = new HashSet<>();

    /** @param coloured whether the output is to have colours */
    InTheInstance(Supplier<EngineHome> home, BooleanSupplier coloured) {
        this.home = home;
        this.coloured = coloured;
    }

    /** A command that runs in the instance. */
    CommandLine add(CommandLine command) {
        commands.add(command.getCommandSpec());
        return command;
    }

    /** A command that runs in the instance if there is one, else here. */
    CommandLine addPreferably(CommandLine command) {
        either.add(command.getCommandSpec());
        return add(command);
    }

    @Override
    public int execute(ParseResult parsed) {
        ParseResult last = last(parsed);
        if (!commands.contains(last.commandSpec()) || last.isUsageHelpRequested()) {
            return new RunLast().execute(parsed);
        }
        try {
            List<String> words = words(last);
            boolean withColours = coloured.getAsBoolean();
            if (withColours) { // the instance has no terminal; and it lets no other sequences through then
                words.add("--color=always");
            }
            String line = words.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
            Terminal terminal = Terminal.ofProcess();
            return new ControlClient(home.get().controlSocket())
                    .run(
                            line,
                            TerminalStream.over(System.out, terminal.out() && !withColours),
                            TerminalStream.over(System.err, terminal.err()));
        } catch (NoInstanceException e) {
            if (either.contains(last.commandSpec())) {
                return new RunLast().execute(parsed);
            }
            throw new ExecutionException(last.commandSpec().commandLine(), e.getMessage(), e);
        } catch (IOException e) {
            throw new ExecutionException(last.commandSpec().commandLine(), e.getMessage(), e);
        }
    }

    /** The command itself. */
    static ParseResult last(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last;
    }

    private static List<String> words(ParseResult command) {
        List<String> words = new ArrayList<>();
        words.add(command.commandSpec().name());
        for (ArgSpec argument : command.matchedArgs()) {
            if (!argument.inherited()) {
                boolean flag = argument.isOption() && argument.arity().max() == 0;
                if (argument.isOption()) {
                    words.add(((OptionSpec) argument).longestName());
                }
                if (!flag) {
                    argument.originalStringValues().forEach(value -> words.add(seenFromThere(argument, value)));
                }
            }
        }
        return words;
    }

    /* The instance has another working folder. */
    private static String seenFromThere(ArgSpec argument, String value) {
        return argument.type() == Path.class ? Path.of(value).toAbsolutePath().toString() : value;
    }
}
