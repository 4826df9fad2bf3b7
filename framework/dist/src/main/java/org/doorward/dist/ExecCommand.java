package org.doorward.dist;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.doorward.tools.control.ControlClient;
import org.doorward.tools.control.ShellWord;
import org.doorward.tools.terminal.Terminal;
import org.doorward.tools.terminal.TerminalStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code doorward exec 'LINE'}: a shell line in the running instance. */
@Command(
        name = "exec",
        description = {
            "Runs a shell line in the running instance, prints its output, passes its success on as exit code.",
            "'doorward exec help' lists what a line may begin with. Options of doorward stand before the line."
        })
final class ExecCommand implements Callable<Integer> {
    private final DoorwardCommand root;

    @Mixin
    private HelpOption help;

    @Parameters(
            arity = "1..*",
            paramLabel = "LINE",
            description =
                    "The line, in the grammar of the shell. Several words are a command and its arguments, taken as they are.")
    private List<String> words;

    private ExecCommand(DoorwardCommand root) {
        this.root = root;
    }

    /** The command, whose first word that is no option begins the line. */
    static CommandLine commandLine(DoorwardCommand root) {
        return new CommandLine(new ExecCommand(root)).setStopAtPositional(true);
    }

    @Override
    public Integer call() throws IOException {
        String line = words.size() == 1
                ? words.get(0)
                : words.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
        Terminal terminal = Terminal.ofProcess();
        return new ControlClient(root.home().controlSocket())
                .run(
                        line,
                        TerminalStream.over(System.out, terminal.out()),
                        TerminalStream.over(System.err, terminal.err()));
    }
}
