package org.doorward.tools.module;

import java.util.function.Supplier;
import org.doorward.control.AuditControl;
import org.doorward.control.Mode;
import org.doorward.control.ModuleControl;
import picocli.CommandLine.Command;

/** {@code aa-complain}. */
@Command(
        name = "aa-complain",
        description = "Puts modules into mode complain: what they would deny is recorded and passes.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:refused, or wrong usage"})
public final class AaComplainCommand extends SetModeCommand {
    /** The command over these controls, which are asked for when it runs. */
    public AaComplainCommand(Supplier<AuditControl> control, Supplier<ModuleControl> switches) {
        super(Mode.COMPLAIN, control, switches);
    }
}
