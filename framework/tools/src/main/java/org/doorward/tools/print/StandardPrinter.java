package org.doorward.tools.print;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.doorward.tools.interpret.Escape;
import org.doorward.tools.interpret.Line;
import org.doorward.tools.terminal.Style;
import org.doorward.trail.TrailEvent;

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
        lines.addLastFirst(event, (line, record) -> escape.append(line, Line.withoutEnrichment(record.line())));
        lines.end();
    }
}
