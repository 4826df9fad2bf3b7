package org.doorward.tools.module;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.doorward.control.AuditControl;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.Mode;
import org.doorward.control.ModuleControl;
import org.doorward.tools.ExitCode;
import org.doorward.tools.LiveNames;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts modules into a mode, in the words of {@code aa-enforce(8)} and {@code aa-complain(8)}. */
abstract class SetModeCommand implements Callable<Integer> {
    private final Mode mode;
    private final Supplier<AuditControl> control;
    private final Supplier<ModuleControl> switches;

    @Parameters(
            arity = "1..*",
            paramLabel = "MODULE",
            completionCandidates = LiveNames.Modules.class,
            description = "The names of modules; semodule -l lists them.")
    private List<String> modules;

    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    SetModeCommand(Mode mode, Supplier<AuditControl> control, Supplier<ModuleControl> switches) {
        this.mode = mode;
        this.control = control;
        this.switches = switches;
    }

    @Override
    public Integer call() throws ChangeRefusedException {
        for (String module : modules) {
            switches.get().setMode(module, mode);
            spec.commandLine().getOut().println("Setting " + module + " to " + mode.token() + " mode.");
        }
        if (mode == Mode.ENFORCE && control.get().globalMode() == Mode.COMPLAIN) {
            spec.commandLine()
                    .getErr()
                    .println(spec.name() + ": global_mode is complain, no module enforces until setenforce 1");
        }
        return ExitCode.DONE;
    }
}
