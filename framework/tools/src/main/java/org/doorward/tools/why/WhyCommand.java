package org.doorward.tools.why;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.doorward.control.ModuleControl;
import org.doorward.tools.ExitCode;
import org.doorward.tools.trail.IndexOption;
import org.doorward.tools.trail.TrailScan;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code why SERIAL}: an event of the trail in sentences, and what would allow what was denied. */
@Command(
        name = "why",
        description = {
            "Explains an event: who, via whom, what, its outcome, which module and rule decided, which flagged it.",
            "In a running instance the module that denied is asked what would allow it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:no such event", "2:refused, or wrong usage"})
public final class WhyCommand implements Callable<Integer> {
    private final Supplier<Path> trail;
    private final Supplier<ModuleControl> modules;

    @Parameters(paramLabel = "SERIAL", description = "The number behind the colon of audit(TIME:SERIAL).")
    private long serial;

    @Option(names = "-if", paramLabel = "FILE", description = "The trail, or its folder; else that of the instance.")
    private Path input;

    @Mixin
    private IndexOption index;

    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    /**
     * The command over a trail.
     *
     * @param trail the folder that is read without {@code -if}
     * @param modules who is asked what would allow it; may supply {@code null}: then nobody is
     */
    public WhyCommand(Supplier<Path> trail, Supplier<ModuleControl> modules) {
        this.trail = trail;
        this.modules = modules;
    }

    @Override
    public Integer call() throws IOException {
        boolean found = false;
        String passedOver;
        try (TrailScan scan =
                index.scan(input != null ? input : trail.get(), TrailQuery.ALL.serial(serial), spec.commandLine())) {
            for (TrailEvent event = scan.next(); event != null; event = scan.next()) {
                if (event.serial() == serial) {
                    new Explanation(event, modules.get())
                            .print(spec.commandLine().getOut());
                    found = true;
                }
            }
            passedOver = scan.remark();
        }
        if (passedOver != null) {
            spec.commandLine().getErr().println("why: " + passedOver);
        }
        if (!found) {
            spec.commandLine().getErr().println("<no matches>");
        }
        return found ? ExitCode.DONE : ExitCode.NOTHING_FOUND;
    }
}
