package org.doorward.tools.module;

import java.util.function.Supplier;
import org.doorward.control.AuditControl;
import org.doorward.control.Mode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code getenforce}: the mode of all modules, in the words of {@code getenforce(8)}. */
@Command(
        name = "getenforce",
        description = "Prints Enforcing, or Permissive if the denials of no module count.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:refused, or wrong usage"})
public final class GetenforceCommand implements Runnable {
    private final Supplier<AuditControl> control;

    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    /** The command over these controls, which are asked for when it runs. */
    public GetenforceCommand(Supplier<AuditControl> control) {
        this.control = control;
    }

    @Override
    public void run() {
        spec.commandLine().getOut().println(control.get().globalMode() == Mode.ENFORCE ? "Enforcing" : "Permissive");
    }
}
