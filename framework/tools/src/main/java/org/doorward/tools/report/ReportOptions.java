package org.doorward.tools.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import picocli.CommandLine.Model.OptionSpec;

/** An option for each row of {@link ReportTable}. */
final class ReportOptions {
    private final Map<ReportTable, OptionValue<Boolean>> reports = new EnumMap<>(ReportTable.class);

    /** Adds them to those of a command. */
    ReportOptions(Options options) {
        for (ReportTable report : ReportTable.values()) {
            reports.put(
                    report,
                    options.flag(
                            OptionSpec.builder(report.options()).description("Report on " + report.subject() + ".")));
        }
    }

    /** The reports that were asked for. */
    List<ReportTable> chosen() {
        List<ReportTable> chosen = new ArrayList<>();
        for (ReportTable report : ReportTable.values()) {
            if (reports.get(report).value()) {
                chosen.add(report);
            }
        }
        return chosen;
    }

    /** How an option is called in a message: all its names. */
    static String names(ReportTable report) {
        return String.join(",", Arrays.asList(report.options()));
    }
}
