package org.doorward.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.doorward.control.AuditControl;
import org.doorward.control.ModuleControl;
import org.doorward.control.OperatorControl;
import org.doorward.tool.ToolCommand;
import org.doorward.tools.life.AulastCommand;
import org.doorward.tools.module.AaComplainCommand;
import org.doorward.tools.module.AaEnforceCommand;
import org.doorward.tools.module.AaStatusCommand;
import org.doorward.tools.module.GetenforceCommand;
import org.doorward.tools.module.SemoduleCommand;
import org.doorward.tools.module.SetenforceCommand;
import org.doorward.tools.report.AureportCommand;
import org.doorward.tools.search.AusearchCommand;
import org.doorward.tools.search.AutailCommand;
import org.doorward.tools.why.WhyCommand;

/** The commands that Doorward brings itself. */
public final class Tools {
    private Tools() {}

    /**
     * The commands for a shell inside the instance.
     *
     * @param control what the engine is doing, asked for at each run; may supply {@code null} while the engine is not there
     * @param switches what changes it, likewise
     * @param modules what changes modules, likewise
     * @param bundles the symbolic names of the bundles that are installed, likewise
     * @param trail the trail's folder, for commands that are not told another
     */
    public static List<ToolCommand> inProcess(
            Supplier<AuditControl> control,
            Supplier<OperatorControl> switches,
            Supplier<ModuleControl> modules,
            Supplier<Stream<String>> bundles,
            Path trail) {
        List<Supplier<?>> commands = new ArrayList<>();
        commands.add(() -> new AuditctlCommand(control, switches));
        commands.add(() -> AusearchCommand.over(() -> trail));
        commands.add(() -> AutailCommand.over(() -> trail));
        commands.add(() -> AureportCommand.over(() -> trail));
        commands.add(() -> AulastCommand.over(() -> trail));
        commands.add(() -> WhyCommand.over(() -> trail, modules, control));
        commands.addAll(ofTheEngine(control, modules));
        LiveNames names = new LiveNames(control, modules, bundles);
        return commands.stream()
                .<ToolCommand>map(command -> new PicocliTool(command, names))
                .toList();
    }

    /** The makers of those commands that always ask the engine, and so run in the instance only; their objects are picocli's. */
    public static List<Supplier<?>> ofTheEngine(Supplier<AuditControl> control, Supplier<ModuleControl> modules) {
        Supplier<AuditControl> running = running(control);
        Supplier<ModuleControl> switches = running(modules);
        return List.of(
                () -> new WhoamiCommand(running),
                () -> new SemoduleCommand(running, switches),
                () -> new GetenforceCommand(running),
                () -> new SetenforceCommand(switches),
                () -> new AaStatusCommand(running),
                () -> new AaEnforceCommand(running, switches),
                () -> new AaComplainCommand(running, switches));
    }

    private static <T> Supplier<T> running(Supplier<T> service) {
        return () -> {
            T there = service.get();
            if (there == null) {
                throw new IllegalStateException("the engine is not running");
            }
            return there;
        };
    }
}
