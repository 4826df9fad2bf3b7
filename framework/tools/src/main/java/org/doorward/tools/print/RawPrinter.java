package org.doorward.tools.print;

import java.io.PrintWriter;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/** The lines as they stand in the trail. */
final class RawPrinter implements EventPrinter {
    private final PrintWriter out;

    RawPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void print(TrailEvent event) {
        for (TrailRecord record : event.records()) {
            out.append(Line.decoded(record.line())).append('\n');
        }
    }
}
