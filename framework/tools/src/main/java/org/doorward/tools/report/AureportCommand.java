package org.doorward.tools.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.doorward.tools.ExitCode;
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import org.doorward.tools.interpret.Escape;
import org.doorward.tools.time.TimeOptions;
import org.doorward.tools.time.TimeWindow;
import org.doorward.tools.trail.Facts;
import org.doorward.tools.trail.IndexOption;
import org.doorward.tools.trail.InputOption;
import org.doorward.tools.trail.TrailScan;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailQuery;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** {@code aureport}: reports on a trail, with the options and the output of {@code aureport(8)}. */
public final class AureportCommand implements Callable<Integer> {
    private final ReportOptions reports;
    private final OptionValue<Boolean> times;
    private final OptionValue<Boolean> lost;
    private final OptionValue<Boolean> summary;
    private final OptionValue<Boolean> failed;
    private final OptionValue<Boolean> success;
    private final TimeOptions period;
    private final IndexOption index;
    private final OptionValue<List<String>> nodes;
    private final OptionValue<Boolean> interpret;
    private final OptionValue<Boolean> withoutConfiguration;
    private final InputOption input;
    private final OptionValue<String> escape;
    private final CommandSpec spec;
    private final Options options;

    private AureportCommand(Supplier<Path> trail) {
        spec = CommandSpec.wrapWithoutInspection(this).name("aureport");
        spec.usageMessage()
                .description("Reports on a trail: without an option for one of the reports, a summary.")
                .sortOptions(false)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap(
                        "0:reported", "1:nothing found", "2:the trail cannot be read, or wrong usage"));
        spec.versionProvider(new VersionOfDoorward(spec));
        options = new Options(spec);
        reports = new ReportOptions(options);
        times = options.flag(
                OptionSpec.builder("-t", "--log").description("Report on the times of each segment of the trail."));
        lost = options.flag(OptionSpec.builder("--lost")
                .description("Report on lost records: windows, and sums by reason, lane and bundle (Doorward)."));
        summary = options.flag(OptionSpec.builder("--summary")
                .description("Totals of the report's main column, the most frequent first."));
        failed = options.flag(OptionSpec.builder("--failed").description("Failed events only."));
        success = options.flag(OptionSpec.builder("--success").description("Successful events only."));
        period = new TimeOptions(options);
        index = new IndexOption(options);
        nodes = options.texts(OptionSpec.builder("--node")
                .paramLabel("NODE")
                .description("Events of this node; given more than once, of one of them."));
        interpret = options.flag(OptionSpec.builder("-i", "--interpret")
                .description("Says users, system calls and record types by their names."));
        withoutConfiguration = options.flag(
                OptionSpec.builder("-nc", "--no-config").description("Without CONFIG_CHANGE, whose rules have keys."));
        input = new InputOption(options, trail);
        options.flag(OptionSpec.builder("--input-logs")
                .description("Reads the trail of the instance, as without it; for scripts written for the original."));
        escape = options.text(
                OptionSpec.builder("--escape")
                        .paramLabel("raw|tty|shell|shell_quote")
                        .defaultValue("tty")
                        .description(
                                "What is escaped in texts of the trail: nothing, what a terminal obeys (default), what a shell obeys."));
        options.flag(OptionSpec.builder("-v", "--version").versionHelp(true).description("Prints the version."));
        options.help();
    }

    /** The command over a trail for when {@code -if} is not given. */
    public static CommandSpec over(Supplier<Path> trail) {
        return new AureportCommand(trail).spec;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Naming naming = interpret.value() ? new Words() : Naming.numbers();
        ReportPage page = new ReportPage(out, escape(), naming);
        Path source = TrailScan.existing(input.source());
        page.line("");
        if (oneReport() == null && times.value()) {
            if (summary.value()) {
                throw options.wrong("-t --summary: there are no totals of times; leave --summary out");
            }
            TimesReport.write(source, index, spec.commandLine(), page);
            page.flush();
            return ExitCode.DONE;
        }
        TimeWindow window = period.window(Clock.systemDefaultZone());
        Selection selection =
                new Selection(nodes.valueOr(List::of), failed.value(), success.value(), withoutConfiguration.value());
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
            return one.report(summary.value());
        }
        return lost.value() ? new LostReport(summary.value()) : new OverallReport(range);
    }

    /** The report of the table that was asked for, or {@code null}. */
    private ReportTable oneReport() {
        List<ReportTable> chosen = reports.chosen();
        int number = chosen.size() + (times.value() ? 1 : 0) + (lost.value() ? 1 : 0);
        if (number > 1) {
            throw options.wrong("[" + number + "] reports were asked for: only one report can be specified");
        }
        if (failed.value() && success.value()) {
            throw options.wrong("--failed --success: expected one of them; without any, all events are reported");
        }
        return chosen.isEmpty() ? null : chosen.get(0);
    }

    private Escape escape() {
        try {
            return Escape.of(escape.value());
        } catch (IllegalArgumentException e) {
            throw options.wrong(e.getMessage());
        }
    }
}
