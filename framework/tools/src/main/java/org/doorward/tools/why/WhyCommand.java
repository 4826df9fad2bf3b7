package org.doorward.tools.why;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.doorward.control.AuditControl;
import org.doorward.control.ModuleControl;
import org.doorward.control.RuleStatus;
import org.doorward.tools.ExitCode;
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import org.doorward.tools.trail.IndexOption;
import org.doorward.tools.trail.TrailScan;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailQuery;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** {@code why SERIAL}: an event of the trail in sentences, and what would allow what was denied. */
public final class WhyCommand implements Callable<Integer> {
    private final Supplier<Path> trail;
    private final Supplier<ModuleControl> modules;
    private final Supplier<AuditControl> control;
    private final OptionValue<Long> serial;
    private final OptionValue<Path> input;
    private final IndexOption index;
    private final CommandSpec spec;

    private WhyCommand(Supplier<Path> trail, Supplier<ModuleControl> modules, Supplier<AuditControl> control) {
        this.trail = trail;
        this.modules = modules;
        this.control = control;
        spec = CommandSpec.wrapWithoutInspection(this).name("why");
        spec.usageMessage()
                .description(
                        "Explains an event: who, via whom, what, its outcome, which module and rule decided, which flagged it.",
                        "In a running instance the module that denied is asked what would allow it, and the rules in force are shown that give its keys.")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap("0:done", "1:no such event", "2:refused, or wrong usage"));
        Options options = new Options(spec);
        serial = options.number(PositionalParamSpec.builder()
                .paramLabel("SERIAL")
                .description("The number behind the colon of audit(TIME:SERIAL)."));
        input = options.file(OptionSpec.builder("-if")
                .paramLabel("FILE")
                .description("The trail, or its folder; else that of the instance."));
        index = new IndexOption(options);
        options.help();
    }

    /**
     * The command over a trail.
     *
     * @param trail the folder that is read without {@code -if}
     * @param modules who is asked what would allow it; may supply {@code null}: then nobody is
     * @param control whose rules are shown; may supply {@code null}: then none are
     */
    public static CommandSpec over(
            Supplier<Path> trail, Supplier<ModuleControl> modules, Supplier<AuditControl> control) {
        return new WhyCommand(trail, modules, control).spec;
    }

    @Override
    public Integer call() throws IOException {
        long wanted = serial.value();
        AuditControl running = control.get();
        List<RuleStatus> rules = running == null ? List.of() : running.ruleStatus();
        boolean found = false;
        String passedOver;
        try (TrailScan scan = index.scan(input.valueOr(trail), TrailQuery.ALL.serial(wanted), spec.commandLine())) {
            for (TrailEvent event = scan.next(); event != null; event = scan.next()) {
                if (event.serial() == wanted) {
                    new Explanation(event, modules.get(), rules)
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
