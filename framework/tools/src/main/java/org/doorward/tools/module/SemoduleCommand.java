package org.doorward.tools.module;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.doorward.control.AuditControl;
import org.doorward.control.ModuleStatus;
import org.doorward.tools.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code semodule}: the modules of the instance, in the words of {@code semodule(8)}. */
@Command(
        name = "semodule",
        description = "Lists the security modules.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:no module is loaded", "2:refused, or wrong usage"})
public final class SemoduleCommand implements Callable<Integer> {
    private final Supplier<AuditControl> control;

    @Option(
            names = {"-l", "--list-modules"},
            required = true,
            description = "Lists the modules in the order in which they are asked.")
    private boolean list;

    @Option(
            names = {"-v", "--full"},
            description =
                    "With -l: version, mode, how many operations it was asked about, denied, would have denied and"
                            + " flagged, how often it failed, its mean time in microseconds (of a sample), the SHA-256 of its jar.")
    private boolean full;

    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    /** The command over these controls, which are asked for when it runs. */
    public SemoduleCommand(Supplier<AuditControl> control) {
        this.control = control;
    }

    @Override
    public Integer call() {
        List<ModuleStatus> modules = control.get().modules();
        if (modules.isEmpty()) {
            spec.commandLine().getErr().println("No modules.");
            return ExitCode.NOTHING_FOUND;
        }
        if (full) {
            ModuleTable.print(modules, spec.commandLine().getOut());
        } else {
            modules.forEach(module -> spec.commandLine().getOut().println(module.name()));
        }
        return ExitCode.DONE;
    }
}
