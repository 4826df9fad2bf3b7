package org.doorward.tools.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.doorward.tools.time.TimeWindow;
import org.doorward.tools.trail.IndexOption;
import org.doorward.tools.trail.TrailScan;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailQuery;
import picocli.CommandLine;

/** From when to when each segment of a trail goes, the oldest first. */
final class TimesReport {
    private TimesReport() {}

    /* No event is wanted: their times are known without. */
    static void write(Path trail, IndexOption index, CommandLine command, ReportPage page) throws IOException {
        page.head("Log Time Range Report").rule(21);
        for (Path segment : segments(trail)) {
            try (TrailScan scan = index.scan(segment, TrailQuery.NONE, command)) {
                TrailEvent event = scan.next();
                assert event == null;
                String range = new TimeRange(TimeWindow.ALWAYS, scan).ofTrail(page);
                page.line(segment + ": " + (scan.isEmpty() ? "no records" : range));
            }
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
