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
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import org.doorward.tools.control.NoInstanceException;
import org.doorward.tools.terminal.ColorOption;
import org.doorward.tools.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The root command. Its options count for every subcommand, before or behind its name. */
final class DoorwardCommand implements Callable<Integer> {
    private final Distribution distribution;
    private final Optional<Map<?, ?>> agent;
    private final OptionValue<Path> home;
    private final ColorOption color;
    private final CommandSpec spec;

    private DoorwardCommand(Distribution distribution, Optional<Map<?, ?>> agent) {
        this.distribution = distribution;
        this.agent = agent;
        spec = CommandSpec.wrapWithoutInspection(this).name("doorward");
        spec.usageMessage()
                .description("Security modules and audit for the JVM.")
                .synopsisSubcommandLabel("COMMAND")
                .sortOptions(false)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap(
                        "0:done", "1:done with findings, or nothing found", "2:refused, or wrong usage"));
        spec.versionProvider(new Version(distribution));
        Options options = new Options(spec);
        home = options.file(OptionSpec.builder("--home")
                .paramLabel("DIR")
                .defaultValue("doorward-home")
                .showDefaultValue(CommandLine.Help.Visibility.ALWAYS)
                .scopeType(ScopeType.INHERIT)
                .description("The folder of the instance, created on first use."));
        color = new ColorOption(options);
        options.help();
        options.flag(OptionSpec.builder("--version").versionHelp(true).description("Prints the version."));
    }

    /** The whole command line over this distribution, with what the agent handed over. */
    static CommandLine commandLine(Distribution distribution, Optional<Map<?, ?>> agent) {
        return commandLine(distribution, agent, new String[0]);
    }

    /** The same as far as these words need it. */
    static CommandLine commandLine(Distribution distribution, Optional<Map<?, ?>> agent, String... words) {
        DoorwardCommand root = new DoorwardCommand(distribution, agent);
        CommandLine line = new CommandLine(root.spec);
        Terminal terminal = Terminal.ofProcess();
        Subcommands subcommands = new Subcommands(root, () -> terminal.isColoured(root.color));
        subcommands.addNamed(line, words);
        UntilInterrupted all = new UntilInterrupted(subcommands.there());
        line.setExecutionStrategy(new OnTerminal(terminal, line, root.color, all));
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
        return new EngineHome(home.value());
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
