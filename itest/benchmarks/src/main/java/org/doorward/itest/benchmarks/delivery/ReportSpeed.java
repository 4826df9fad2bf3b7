package org.doorward.itest.benchmarks.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/*
 * The trail has 1,000 operations a second of its own time: the original compares each record with all events of the last two seconds, so
 * that it slows down with that rate, and with the number of distinct names. It gets the first 10 MB alone, at which its rate is the best; on
 * all of it the summary takes minutes. It is not asked for the totals of files: 13,000 names took it more than two minutes of the processor.
 * Doorward reads all, start of the JVM included, with a heap of 256 MiB.
 */
/** Each report of {@code aureport}, in MB of trail a second, beside the original's. */
final class ReportSpeed {
    private static final long TRAIL = 300_000_000;
    private static final long FOR_THE_ORIGINAL = 10_000_000;
    private static final int ROUNDS = 3;
    private static final double LEAST = 300;
    private static final String FIRST = "summary";
    private static final String FILE_TOTALS = "-f --summary";
    private static final List<String> REPORTS = List.of(
            "",
            "-a",
            "-au",
            "--comm",
            "-c",
            "-cr",
            "-e",
            "-f",
            "-h",
            "--integrity",
            "-k",
            "-l",
            "-m",
            "-ma",
            "-n",
            "-p",
            "-r",
            "-s",
            "-tm",
            "-u",
            "--virt",
            "-x",
            "-k --summary",
            "-x --summary");

    private final Figures figures = new Figures();
    private final AuditTool original = AuditTool.original("aureport");
    private final AuditTool doorward;

    private ReportSpeed() throws IOException, InterruptedException {
        doorward = AuditTool.ofDoorward("aureport");
    }

    static Figures run() throws IOException, InterruptedException {
        return new ReportSpeed().measure();
    }

    private Figures measure() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("doorward-benchmark");
        try {
            Path whole = work.resolve("whole.log");
            Path part = work.resolve("part.log");
            long bytes = OperationsTrail.BUSY.write(whole, TRAIL);
            long partBytes = OperationsTrail.BUSY.write(part, FOR_THE_ORIGINAL);
            for (String report : REPORTS) {
                String name = report.isEmpty() ? FIRST : report;
                for (int round = 0; round < ROUNDS; round++) {
                    measure(name, doorward, whole, report, bytes);
                    measure("original " + name, original, part, report, partBytes);
                }
                figures.ratio(name, "original " + name, 0);
            }
            for (int round = 0; round < ROUNDS; round++) {
                measure(FILE_TOTALS, doorward, whole, FILE_TOTALS, bytes);
            }
            figures.fact("floor of each report: " + LEAST + " MB/s; the slowest has "
                    + String.format(java.util.Locale.ROOT, "%.1f", slowest()) + " MB/s");
            return figures;
        } finally {
            WorkFolder.delete(work);
        }
    }

    private double slowest() {
        return REPORTS.stream()
                .mapToDouble(report -> figures.median(report.isEmpty() ? FIRST : report))
                .min()
                .orElseThrow();
    }

    private void measure(String name, AuditTool tool, Path trail, String report, long bytes)
            throws IOException, InterruptedException {
        figures.add(name, "MB/s", bytes / 1e6 / tool.seconds(trail, report));
    }
}
