package org.doorward.tools.module;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.Mode;
import org.doorward.control.ModuleControl;
import org.doorward.tools.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code setenforce}: the mode of all modules, in the words of {@code setenforce(8)}. Unlike there it outlasts the process. */
@Command(
        name = "setenforce",
        description = "Sets whether denials of modules count (global_mode in conf/doorward.cfg).",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:refused, or wrong usage"})
public final class SetenforceCommand implements Callable<Integer> {
    private final Supplier<ModuleControl> control;

    @Parameters(
            paramLabel = "MODE",
            description = "1 or Enforcing: each module is in its own mode; 0 or Permissive: all are in mode complain.")
    private String word;

    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    /** The command over these controls, which are asked for when it runs. */
    public SetenforceCommand(Supplier<ModuleControl> control) {
        this.control = control;
    }

    @Override
    public Integer call() throws ChangeRefusedException {
        Mode mode = switch (word.toLowerCase(Locale.ROOT)) {
            case "1", "enforcing" -> Mode.ENFORCE;
            case "0", "permissive" -> Mode.COMPLAIN;
            default ->
                throw new ParameterException(
                        spec.commandLine(), "[" + word + "]: expected Enforcing, Permissive, 1 or 0");
        };
        control.get().setGlobalMode(mode);
        return ExitCode.DONE;
    }
}
