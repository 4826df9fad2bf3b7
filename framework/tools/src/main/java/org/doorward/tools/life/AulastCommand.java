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
import org.doorward.tools.life.Stay.End;
import org.doorward.tools.life.Stay.How;
import org.doorward.tools.terminal.Style;
import org.doorward.tools.time.TimeOptions;
import org.doorward.tools.time.TimeWindow;
import org.doorward.tools.trail.IndexOption;
import org.doorward.tools.trail.TrailScan;
import org.doorward.trail.TrailEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aulast}: who was there, when, how long, and through whom: {@code aulast(8)} for instances, modules and bundles. */
@Command(
        name = "aulast",
        description = {
            "Lists which instances, modules and bundles were there, from when to when, and who brought and ended them.",
            "Instances and modules are in each trail; bundles as far as rules record bundle.install and the like."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:nothing found", "2:the trail cannot be read, or wrong usage"})
public final class AulastCommand implements Callable<Integer> {
    private final Supplier<Path> trail;

    @Option(
            names = {"-if", "--input"},
            paramLabel = "FILE",
            description =
                    "Reads this trail: a file, or a folder of audit.log, audit.log.1, ...; packed by gzip or not.")
    private Path input;

    @Mixin
    private TimeOptions times;

    @Option(
            names = "--bundle",
            paramLabel = "NAME",
            completionCandidates = LiveNames.Bundles.class,
            description = "Bundles whose name contains this.")
    private String bundle;

    @Option(
            names = "--module",
            paramLabel = "NAME",
            completionCandidates = LiveNames.Modules.class,
            description = "Modules whose name contains this.")
    private String module;

    @Option(names = "--bad", description = "What was tried and failed or was denied, and nothing else.")
    private boolean bad;

    @Option(names = "--proof", description = "The serials of the events of beginning and end under each line.")
    private boolean proof;

    @Mixin
    private IndexOption index;

    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    /** The command over a trail for when {@code -if} is not given. */
    public AulastCommand(Supplier<Path> trail) {
        this.trail = trail;
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
        try (TrailScan scan = index.scan(input != null ? input : trail.get(), LifeCycle.QUERY, spec.commandLine())) {
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
        if (bad != (end.how() == How.FAILED)) {
            return false;
        }
        if (bundle == null && module == null) {
            return true;
        }
        return bundle != null && stay.what().isBundle() && stay.name().contains(bundle)
                || module != null
                        && stay.what() == Stay.What.MODULE
                        && stay.name().contains(module);
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
        if (proof) {
            Style.HEAD.println(out, "    audit event proof serial numbers: " + stay.serial() + ", " + end.serial());
        }
    }
}
