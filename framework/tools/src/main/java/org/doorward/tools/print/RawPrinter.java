package org.doorward.tools.print;

import java.io.PrintWriter;
import org.doorward.tools.interpret.Line;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/** The lines as they stand in the trail. */
final class RawPrinter implements EventPrinter {
    private final EventLines lines;

    RawPrinter(PrintWriter out) {
        lines = new EventLines(out);
    }

    @Override
    public void print(TrailEvent event) {
        for (TrailRecord record : event.records()) {
            lines.add(EventLines.styleOf(record), Line.decoded(record.line()));
        }
        lines.end();
    }
}
