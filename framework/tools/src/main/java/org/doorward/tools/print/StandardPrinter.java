package org.doorward.tools.print;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.doorward.tools.interpret.Escape;
import org.doorward.tools.interpret.Line;
import org.doorward.tools.terminal.Style;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/** The lines behind one with the time, the records of an event last first, as the original does. */
final class StandardPrinter implements EventPrinter {
    private final DateTimeFormatter time = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
    private final EventLines lines;
    private final Escape escape;

    StandardPrinter(PrintWriter out, Escape escape) {
        lines = new EventLines(out);
        this.escape = escape;
    }

    @Override
    public void print(TrailEvent event) {
        lines.add(Style.HEAD, "----");
        lines.add(Style.HEAD, "time->" + time.format(Instant.ofEpochMilli(event.stampMillis())));
        List<TrailRecord> records = event.records();
        for (int i = records.size() - 1; i >= 0; i--) {
            StringBuilder line = new StringBuilder();
            escape.append(line, Line.withoutEnrichment(records.get(i).line()));
            lines.add(EventLines.styleOf(records.get(i)), line);
        }
        lines.end();
    }
}
