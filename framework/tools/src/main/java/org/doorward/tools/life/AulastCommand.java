package org.doorward.tools.life;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.doorward.tools.ExitCode;
import org.doorward.tools.LiveNames;
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import org.doorward.tools.life.Stay.End;
import org.doorward.tools.life.Stay.How;
import org.doorward.tools.terminal.Style;
import org.doorward.tools.time.TimeOptions;
import org.doorward.tools.time.TimeWindow;
import org.doorward.tools.trail.IndexOption;
import org.doorward.tools.trail.InputOption;
import org.doorward.tools.trail.TrailScan;
import org.doorward.trail.TrailEvent;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** {@code aulast}: who was there, when, how long, and through whom: {@code aulast(8)} for instances, modules and bundles. */
public final class AulastCommand implements Callable<Integer> {
    private final InputOption input;
    private final TimeOptions times;
    private final OptionValue<String> bundle;
    private final OptionValue<String> module;
    private final OptionValue<Boolean> bad;
    private final OptionValue<Boolean> proof;
    private final IndexOption index;
    private final CommandSpec spec;

    private AulastCommand(Supplier<Path> trail) {
        spec = CommandSpec.wrapWithoutInspection(this).name("aulast");
        spec.usageMessage()
                .description(
                        "Lists which instances, modules and bundles were there, from when to when, and who brought and ended them.",
                        "Instances and modules are in each trail; bundles as far as rules record bundle.install and the like.")
                .sortOptions(false)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap(
                        "0:listed", "1:nothing found", "2:the trail cannot be read, or wrong usage"));
        Options options = new Options(spec);
        input = new InputOption(options, trail);
        times = new TimeOptions(options);
        bundle = options.text(OptionSpec.builder("--bundle")
                .paramLabel("NAME")
                .completionCandidates(new LiveNames.Bundles())
                .description("Bundles whose name contains this."));
        module = options.text(OptionSpec.builder("--module")
                .paramLabel("NAME")
                .completionCandidates(new LiveNames.Modules())
                .description("Modules whose name contains this."));
        bad = options.flag(
                OptionSpec.builder("--bad").description("What was tried and failed or was denied, and nothing else."));
        proof = options.flag(OptionSpec.builder("--proof")
                .description("The serials of the events of beginning and end under each line."));
        index = new IndexOption(options);
        options.help();
    }

    /** The command over a trail for when {@code -if} is not given. */
    public static CommandSpec over(Supplier<Path> trail) {
        return new AulastCommand(trail).spec;
    }

    @Override
    public Integer call() throws IOException {
        TimeWindow window = times.window(Clock.systemDefaultZone());
        PrintWriter out = spec.commandLine().getOut();
        long[] listed = {0};
        LifeCycle life = new LifeCycle((stay, end) -> {
            if (isWanted(stay, end) && overlaps(stay, end, window)) {
                print(stay, end, out);
                listed[0]++;
            }
        });
        try (TrailScan scan = index.scan(input.source(), LifeCycle.QUERY, spec.commandLine())) {
            scan.showProgress(spec.commandLine());
            for (TrailEvent event = scan.next(); event != null; event = scan.next()) {
                life.take(event);
            }
            life.end();
            if (scan.remark() != null) {
                spec.commandLine().getErr().println("aulast: " + scan.remark());
            }
        }
        out.flush();
        if (listed[0] == 0) {
            spec.commandLine().getErr().println("<no matches>");
            return ExitCode.NOTHING_FOUND;
        }
        return ExitCode.DONE;
    }

    private boolean isWanted(Stay stay, End end) {
        if (bad.value() != (end.how() == How.FAILED)) {
            return false;
        }
        if (!bundle.isGiven() && !module.isGiven()) {
            return true;
        }
        return bundle.isGiven() && stay.what().isBundle() && stay.name().contains(bundle.value())
                || module.isGiven()
                        && stay.what() == Stay.What.MODULE
                        && stay.name().contains(module.value());
    }

    /** Whether it was there at some moment of the window. */
    private static boolean overlaps(Stay stay, End end, TimeWindow window) {
        boolean begunTooLate = stay.from() != Stay.UNKNOWN
                && window.endMillis() != null
                && Math.floorDiv(stay.from(), 1000L) * 1000 > window.endMillis();
        boolean endedTooEarly =
                end.how() != How.RUNNING && window.startMillis() != null && end.at() < window.startMillis();
        return !begunTooLate && !endedTooEarly;
    }

    private void print(Stay stay, End end, PrintWriter out) {
        Style style = end.how() == How.FAILED ? Style.DENIED : Style.PLAIN;
        style.println(out, LifeLine.of(stay, end, ZoneId.systemDefault()));
        if (proof.value()) {
            Style.HEAD.println(out, "    audit event proof serial numbers: " + stay.serial() + ", " + end.serial());
        }
    }
}
