package org.doorward.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.doorward.control.AuditControl;
import org.doorward.control.OperatorControl;
import org.doorward.tool.ToolCommand;

/** The commands that Doorward brings itself. */
public final class Tools {
    private Tools() {}

    /**
     * The commands for a shell inside the instance.
     *
     * @param control what the engine is doing, asked for at each run; may supply {@code null} while the engine is not there
     * @param switches what changes it, likewise
     * @param trail the trail's folder, for commands that are not told another
     */
    public static List<ToolCommand> inProcess(
            Supplier<AuditControl> control, Supplier<OperatorControl> switches, Path trail) {
        return List.of(
                new PicocliTool(() -> new AuditctlCommand(control, switches)),
                new PicocliTool(() -> new AusearchCommand(() -> trail)),
                new PicocliTool(() -> new WhoamiCommand(control)));
    }
}
