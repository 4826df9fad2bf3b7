package org.doorward.tools.print;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.doorward.tools.interpret.Escape;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/** The lines behind one with the time, the records of an event last first, as the original does. */
final class StandardPrinter implements EventPrinter {
    private final DateTimeFormatter time = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
    private final PrintWriter out;
    private final Escape escape;

    StandardPrinter(PrintWriter out, Escape escape) {
        this.out = out;
        this.escape = escape;
    }

    @Override
    public void print(TrailEvent event) {
        StringBuilder text = new StringBuilder("----\ntime->");
        time.formatTo(Instant.ofEpochMilli(event.stampMillis()), text);
        text.append('\n');
        List<TrailRecord> records = event.records();
        for (int i = records.size() - 1; i >= 0; i--) {
            escape.append(text, Line.withoutEnrichment(records.get(i).line()));
            text.append('\n');
        }
        out.append(text);
    }
}
