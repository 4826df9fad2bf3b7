package org.doorward.dist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.doorward.tools.AuditctlCommand;
import org.doorward.tools.control.ControlClient;
import org.doorward.tools.control.ShellWord;
import org.doorward.tools.terminal.Terminal;
import org.doorward.tools.terminal.TerminalStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * {@code doorward auditctl}: the same command as in the instance's shell. Its words are checked here, so that wrong usage and help need
 * no instance; what asks the engine runs in the instance.
 */
@Command(name = "auditctl", description = "Shows the state of auditing and its rules, and changes them.")
final class AuditctlForward implements Callable<Integer> {
    private final DoorwardCommand root;

    @Unmatched
    private List<String> words = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    AuditctlForward(DoorwardCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        CommandLine here = new CommandLine(new AuditctlCommand(() -> null, () -> null))
                .setOut(spec.commandLine().getOut())
                .setErr(spec.commandLine().getErr());
        Terminal terminal = Terminal.ofProcess();
        String[] arguments = words.toArray(String[]::new);
        return asksTheEngine(here, arguments)
                ? new ControlClient(root.home().controlSocket())
                        .run(
                                "auditctl " + line(),
                                TerminalStream.over(System.out, terminal.out()),
                                TerminalStream.over(System.err, terminal.err()))
                : here.execute(arguments);
    }

    /** For the shell, which has signs of its own; and the instance has another working folder. */
    private String line() {
        StringJoiner line = new StringJoiner(" ");
        for (int i = 0; i < words.size(); i++) {
            boolean file = i > 0 && words.get(i - 1).equals("-R");
            line.add(ShellWord.quote(
                    file ? Path.of(words.get(i)).toAbsolutePath().toString() : words.get(i)));
        }
        return line.toString();
    }

    private static boolean asksTheEngine(CommandLine here, String[] arguments) {
        try {
            ParseResult parsed = here.parseArgs(arguments);
            return !parsed.isUsageHelpRequested() && !parsed.hasMatchedOption("--check");
        } catch (CommandLine.ParameterException e) {
            return false; // said once, when it is executed here
        }
    }
}
