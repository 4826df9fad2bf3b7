package org.doorward.tools.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.doorward.tools.time.TimeWindow;
import org.doorward.tools.trail.TrailScan;
import org.doorward.trail.read.TrailQuery;

/** From when to when each segment of a trail goes, the oldest first. */
final class TimesReport {
    private TimesReport() {}

    static void write(Path trail, ReportPage page) throws IOException {
        page.head("Log Time Range Report").rule(21);
        for (Path segment : segments(trail)) {
            TimeRange range = new TimeRange(TimeWindow.ALWAYS);
            try (TrailScan scan = new TrailScan(segment, TrailQuery.ALL)) {
                scan.forEach(Function.identity(), range::take);
            }
            page.line(segment + ": " + (range.isEmpty() ? "no records" : range.ofTrail(page)));
        }
    }

    private static List<Path> segments(Path trail) {
        if (!Files.isDirectory(trail)) {
            return List.of(trail);
        }
        List<Path> segments = new ArrayList<>(List.of(trail.resolve("audit.log")));
        for (int i = 1; Files.exists(trail.resolve("audit.log." + i)); i++) {
            segments.add(0, trail.resolve("audit.log." + i));
        }
        return segments;
    }
}
