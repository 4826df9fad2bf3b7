package org.doorward.tools.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.doorward.tools.ExitCode;
import org.doorward.tools.interpret.Escape;
import org.doorward.tools.time.TimeOptions;
import org.doorward.tools.time.TimeWindow;
import org.doorward.tools.trail.Facts;
import org.doorward.tools.trail.IndexOption;
import org.doorward.tools.trail.TrailScan;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code aureport}: reports on a trail, with the options and the output of {@code aureport(8)}. */
@Command(
        name = "aureport",
        description = "Reports on a trail: without an option for one of the reports, a summary.",
        modelTransformer = ReportOptions.class,
        versionProvider = VersionOfDoorward.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:reported", "1:nothing found", "2:the trail cannot be read, or wrong usage"})
public final class AureportCommand implements Callable<Integer> {
    private final Supplier<Path> trail;
    private final List<ReportTable> chosen = new ArrayList<>();

    @Option(
            names = {"-t", "--log"},
            description = "Report on the times of each segment of the trail.")
    private boolean times;

    @Option(
            names = "--lost",
            description = "Report on lost records: windows, and sums by reason, lane and bundle (Doorward).")
    private boolean lost;

    @Option(names = "--summary", description = "Totals of the report's main column, the most frequent first.")
    private boolean summary;

    @Option(names = "--failed", description = "Failed events only.")
    private boolean failed;

    @Option(names = "--success", description = "Successful events only.")
    private boolean success;

    @Mixin
    private TimeOptions period;

    @Mixin
    private IndexOption index;

    @Option(
            names = "--node",
            paramLabel = "NODE",
            description = "Events of this node; given more than once, of one of them.")
    private List<String> nodes = List.of();

    @Option(
            names = {"-i", "--interpret"},
            description = "Says users, system calls and record types by their names.")
    private boolean interpret;

    @Option(
            names = {"-nc", "--no-config"},
            description = "Without CONFIG_CHANGE, whose rules have keys.")
    private boolean withoutConfiguration;

    @Option(
            names = {"-if", "--input"},
            paramLabel = "FILE",
            description =
                    "Reads this trail: a file, or a folder of audit.log, audit.log.1, ...; packed by gzip or not.")
    private Path input;

    @Option(
            names = "--input-logs",
            description = "Reads the trail of the instance, as without it; for scripts written for the original.")
    private boolean inputLogs;

    @Option(
            names = "--escape",
            paramLabel = "raw|tty|shell|shell_quote",
            defaultValue = "tty",
            description =
                    "What is escaped in texts of the trail: nothing, what a terminal obeys (default), what a shell obeys.")
    private String escape;

    @Option(
            names = {"-v", "--version"},
            versionHelp = true,
            description = "Prints the version.")
    private boolean version;

    @Option(names = "--help", usageHelp = true, description = "Prints this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    /** The command over a trail for when {@code -if} is not given. */
    public AureportCommand(Supplier<Path> trail) {
        this.trail = trail;
    }

    void choose(ReportTable report) {
        chosen.add(report);
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Naming naming = interpret ? new Words() : Naming.numbers();
        ReportPage page = new ReportPage(out, escape(), naming);
        Path source = TrailScan.existing(input != null ? input : trail.get());
        page.line("");
        if (oneReport() == null && times) {
            if (summary) {
                throw usage("-t --summary: there are no totals of times; leave --summary out");
            }
            TimesReport.write(source, index, spec.commandLine(), page);
            page.flush();
            return ExitCode.DONE;
        }
        TimeWindow window = period.window(Clock.systemDefaultZone());
        Selection selection = new Selection(nodes, failed, success, withoutConfiguration);
        Report report;
        String passedOver;
        try (TrailScan scan = index.scan(source, window.handDown(TrailQuery.ALL), spec.commandLine())) {
            report = report(new TimeRange(window, scan));
            report.heading(page, selection.words());
            scan.showProgress(spec.commandLine());
            scan.forEach(event -> prepared(event, report), new Reporting(window, selection, naming, report, page));
            passedOver = scan.remark();
        }
        boolean found = report.end(page);
        page.flush();
        remark(passedOver);
        remark(report.remark());
        return found ? ExitCode.DONE : ExitCode.NOTHING_FOUND;
    }

    private static Facts prepared(TrailEvent event, Report report) {
        Facts facts = new Facts(event);
        report.prepare(facts);
        return facts;
    }

    /*
     * Hands what was asked for to the report. No lambda: the JIT compiles each method that all of a report is inlined into, and of a lambda there
     * are two.
     */
    private record Reporting(TimeWindow window, Selection selection, Naming naming, Report report, ReportPage page)
            implements Consumer<Facts> {
        @Override
        public void accept(Facts facts) {
            if (window.includes(facts.event().stampMillis()) && selection.takes(facts)) {
                naming.begin(facts);
                report.take(facts, page);
            }
        }
    }

    private void remark(String text) {
        if (text != null) {
            spec.commandLine().getErr().println("aureport: " + text);
        }
    }

    private Report report(TimeRange range) {
        ReportTable one = oneReport();
        if (one != null) {
            return one.report(summary);
        }
        return lost ? new LostReport(summary) : new OverallReport(range);
    }

    /** The report of the table that was asked for, or {@code null}. */
    private ReportTable oneReport() {
        int number = chosen.size() + (times ? 1 : 0) + (lost ? 1 : 0);
        if (number > 1) {
            throw usage("[" + number + "] reports were asked for: only one report can be specified");
        }
        if (failed && success) {
            throw usage("--failed --success: expected one of them; without any, all events are reported");
        }
        return chosen.isEmpty() ? null : chosen.get(0);
    }

    private Escape escape() {
        try {
            return Escape.of(escape);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
