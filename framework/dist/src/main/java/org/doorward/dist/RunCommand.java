package org.doorward.dist;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.doorward.dist.instance.Instance;
import org.doorward.osgi.StartRefusedException;
import org.doorward.tools.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doorward run}: an instance in the foreground. */
@Command(
        name = "run",
        description = {
            "Runs an instance in the foreground: with a shell on a terminal, otherwise until SIGTERM.",
            "The end of standard input does not stop it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:stopped", "2:refused, or wrong usage", "3:halted by a disk action, see doorward.cfg"})
final class RunCommand implements Callable<Integer> {
    private final DoorwardCommand root;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    RunCommand(DoorwardCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws StartRefusedException {
        boolean shell = Boolean.getBoolean("doorward.terminal");
        try (Instance instance = Instance.start(root.home(), root.distribution(), root.agent(), shell)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("doorward ready: home " + root.home() + ", pid "
                    + ProcessHandle.current().pid());
            out.flush();
            instance.awaitStop();
            if (instance.halted() != null) {
                spec.commandLine().getErr().println("doorward halted: " + instance.halted());
                return ExitCode.HALTED;
            }
        }
        return ExitCode.DONE;
    }
}
