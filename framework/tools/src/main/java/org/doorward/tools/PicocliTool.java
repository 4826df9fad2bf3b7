package org.doorward.tools;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.doorward.tool.ToolCommand;
import org.doorward.tools.terminal.ColorOption;
import org.doorward.tools.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command line as a command of the shell. Each run has a command object of its own, so that several may run at once. */
public final class PicocliTool implements ToolCommand {
    private final Supplier<?> command;
    private final LiveNames names;

    /** @param command makes the command object of a run, or picocli's model of it */
    public PicocliTool(Supplier<?> command) {
        this(command, LiveNames.NONE);
    }

    /** @param names complete values */
    public PicocliTool(Supplier<?> command, LiveNames names) {
        this.command = command;
        this.names = names;
    }

    /** Whether it goes on until its thread is interrupted. */
    public boolean isLive() {
        return line().getCommandSpec().userObject() instanceof LiveCommand;
    }

    @Override
    public String name() {
        return line().getCommandName();
    }

    @Override
    public String description() {
        return String.join(" ", line().getCommandSpec().usageMessage().description());
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        return run(arguments, out, err, Terminal.NONE);
    }

    /** The same for streams of which one or the other is a terminal. */
    public int run(List<String> arguments, PrintStream out, PrintStream err, Terminal terminal) {
        return prepared(line(), out, err, terminal).execute(arguments.toArray(String[]::new));
    }

    /**
     * What may stand in the place of the last word.
     *
     * @param words behind the command's name, at least one; the last one may be empty, or be the beginning of one
     */
    public List<String> completions(List<String> words) {
        CommandSpec spec = spec();
        String word = words.get(words.size() - 1);
        OptionSpec option = optionBefore(words, spec);
        List<String> found = new ArrayList<>();
        if (option != null) {
            addAll(found, option, word);
        } else if (word.startsWith("-")) {
            spec.options().stream()
                    .filter(each -> !each.hidden())
                    .flatMap(each -> Stream.of(each.names()))
                    .forEach(found::add);
        } else {
            found.addAll(spec.subcommands().keySet());
            spec.positionalParameters().forEach(each -> addAll(found, each, ""));
        }
        return found;
    }

    /** The option whose value the last word is, or {@code null}. */
    private static OptionSpec optionBefore(List<String> words, CommandSpec spec) {
        OptionSpec option = words.size() < 2 ? null : spec.optionsMap().get(words.get(words.size() - 2));
        return option != null && option.arity().max() > 0 ? option : null;
    }

    /** What of the word is complete: of several values in one word all but the last, with the comma behind them. */
    private static String before(String word, ArgSpec argument) {
        return argument.splitRegex().equals(",") ? word.substring(0, word.lastIndexOf(',') + 1) : "";
    }

    private static void addAll(List<String> found, ArgSpec argument, String word) {
        if (argument.completionCandidates() instanceof WordsInSteps words) {
            words.behind(word).distinct().forEach(found::add);
        } else if (argument.completionCandidates() != null) {
            String before = before(word, argument);
            argument.completionCandidates().forEach(each -> found.add(before + each));
        }
    }

    /** Whether the last word names a file. */
    public boolean takesFile(List<String> words) {
        CommandSpec spec = spec();
        OptionSpec option = optionBefore(words, spec);
        return option != null
                ? isFile(option)
                : spec.positionalParameters().stream().anyMatch(PicocliTool::isFile);
    }

    private static boolean isFile(ArgSpec argument) {
        return argument.typeInfo().getType() == Path.class || argument.auxiliaryTypes()[0] == Path.class;
    }

    private CommandLine line() {
        return new CommandLine(command.get());
    }

    private CommandSpec spec() {
        CommandSpec spec =
                prepared(line(), System.out, System.err, Terminal.NONE).getCommandSpec();
        names.tell(spec);
        return spec;
    }

    /** The command with exit code 2 for wrong usage and for what it throws. */
    static CommandLine prepared(CommandLine line, PrintStream out, PrintStream err, Terminal terminal) {
        ColorOption color = new ColorOption(new Options(line.getCommandSpec()));
        return line.setExecutionStrategy(parsed -> {
                    terminal.prepare(parsed.commandSpec().commandLine(), color);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setExecutionExceptionHandler((failure, failed, parsed) -> {
                    failed.getErr().println(failed.getCommandName() + ": " + failure.getMessage());
                    return ExitCode.REFUSED;
                });
    }
}
