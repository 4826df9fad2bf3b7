package org.doorward.tools.module;

import java.util.function.Supplier;
import org.doorward.control.AuditControl;
import org.doorward.control.Mode;
import org.doorward.control.ModuleControl;
import picocli.CommandLine.Command;

/** {@code aa-enforce}. */
@Command(
        name = "aa-enforce",
        description = "Puts modules into mode enforce: their denials count.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:refused, or wrong usage"})
public final class AaEnforceCommand extends SetModeCommand {
    /** The command over these controls, which are asked for when it runs. */
    public AaEnforceCommand(Supplier<AuditControl> control, Supplier<ModuleControl> switches) {
        super(Mode.ENFORCE, control, switches);
    }
}
