package org.doorward.dist;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.doorward.tools.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code doorward exec 'LINE'}: a shell line in the running instance. */
@Command(
        name = "exec",
        description = {
            "Runs a shell line in the running instance, prints its output, passes its success on as exit code.",
            "'doorward exec help' lists what a line may begin with."
        })
final class ExecCommand implements Callable<Integer> {
    private final DoorwardCommand root;

    @Mixin
    private HelpOption help;

    @Parameters(arity = "1..*", paramLabel = "LINE", description = "The line; several words are joined by blanks.")
    private List<String> words;

    ExecCommand(DoorwardCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        return new ControlClient(root.home().controlSocket()).run(String.join(" ", words), System.out, System.err);
    }
}
