package org.doorward.dist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.doorward.dist.instance.Distribution;
import org.doorward.osgi.EngineHome;
import org.doorward.osgi.StartRefusedException;
import org.doorward.tools.AuditctlCommand;
import org.doorward.tools.ExitCode;
import org.doorward.tools.control.NoInstanceException;
import org.doorward.tools.terminal.ColorOption;
import org.doorward.tools.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command. Its options count for every subcommand, before or behind its name. */
@Command(
        name = "doorward",
        addMethodSubcommands = false, // there are none, and the look at each method takes 2 ms
        description = "Security modules and audit for the JVM.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:done with findings, or nothing found", "2:refused, or wrong usage"})
final class DoorwardCommand implements Callable<Integer> {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "doorward-home",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            scope = ScopeType.INHERIT,
            description = "The folder of the instance, created on first use.")
    private Path home;

    @Mixin
    private ColorOption color;

    @Mixin
    private HelpOption help;

    @Option(names = "--version", versionHelp = true, description = "Prints the version.")
    private boolean version;

    @Spec
    private CommandSpec spec;

    private final Distribution distribution;
    private final Optional<Map<?, ?>> agent;

    private DoorwardCommand(Distribution distribution, Optional<Map<?, ?>> agent) {
        this.distribution = distribution;
        this.agent = agent;
    }

    /** The whole command line over this distribution, with what the agent handed over. */
    static CommandLine commandLine(Distribution distribution, Optional<Map<?, ?>> agent) {
        return commandLine(distribution, agent, new String[0]);
    }

    /** The same as far as these words need it. */
    static CommandLine commandLine(Distribution distribution, Optional<Map<?, ?>> agent, String... words) {
        DoorwardCommand root = new DoorwardCommand(distribution, agent);
        CommandLine line = new CommandLine(root);
        Terminal terminal = Terminal.ofProcess();
        Subcommands subcommands = new Subcommands(root, () -> terminal.isColoured(root.color));
        subcommands.addNamed(line, words);
        UntilInterrupted all = new UntilInterrupted(subcommands.there());
        line.setExecutionStrategy(new OnTerminal(terminal, line, root.color, all));
        line.getCommandSpec().versionProvider(new Version(distribution));
        line.setExecutionExceptionHandler(new Refusal());
        return line;
    }

    /*
     * Three classes where lambdas would do: picocli's are of a format that is older than lambdas, and a lambda of such an interface keeps it,
     * and all classes that have it, out of the archive that `doorward archive` makes (JDK 17).
     */
    private record OnTerminal(Terminal terminal, CommandLine line, ColorOption color, IExecutionStrategy all)
            implements IExecutionStrategy {
        @Override
        public int execute(ParseResult parsed) {
            terminal.prepare(
                    line, color); // and its subcommands: that of the result is a copy, whose writers nobody uses
            return all.execute(parsed);
        }
    }

    private record Version(Distribution distribution) implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"doorward " + distribution.version()};
        }
    }

    private static final class Refusal implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
            command.getErr().println("doorward: " + message(exception));
            return ExitCode.REFUSED;
        }
    }

    /** The command line with the options of auditctl, which the line that runs leaves to the instance. For descriptions of it. */
    static CommandLine described(CommandLine line) {
        line.getCommandSpec().removeSubcommand("auditctl");
        return line.addSubcommand(new AuditctlCommand(() -> null, () -> null));
    }

    /* What is meant for people says all in its message; for the rest the class is half of it. */
    private static String message(Exception e) {
        boolean said = e instanceof StartRefusedException
                || e instanceof NoInstanceException
                || e.getClass() == IOException.class;
        return said && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    EngineHome home() {
        return new EngineHome(home);
    }

    Distribution distribution() {
        return distribution;
    }

    Optional<Map<?, ?>> agent() {
        return agent;
    }

    /** No subcommand. */
    @Override
    public Integer call() {
        spec.commandLine().getErr().println("doorward: no command given: expected one of those below");
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.REFUSED;
    }
}
