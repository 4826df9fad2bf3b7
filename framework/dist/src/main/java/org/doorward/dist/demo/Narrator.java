package org.doorward.dist.demo;

import java.io.PrintWriter;
import java.util.List;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/** What the user of the demo sees: numbered steps, what was typed, what came of it, and its records. For one thread. */
final class Narrator {
    private final PrintWriter out;
    private final int steps;
    private int step;

    Narrator(PrintWriter out, int steps) {
        this.out = out;
        this.steps = steps;
    }

    /** Begins a step. */
    void step(String title) {
        step++;
        out.println();
        out.println("[" + step + "/" + steps + "] " + title);
        out.flush();
    }

    /** What an operator would type. */
    void typed(String command) {
        line("  $ " + command);
    }

    /** What came of it. */
    void seen(String text) {
        text.lines().forEach(line -> line("    " + line));
    }

    /** Records of an event, as they stand in the trail. */
    void records(TrailEvent event, List<String> types) {
        for (TrailRecord record : event.records()) {
            if (types.contains(record.type())) {
                line("  > " + record.line());
            }
        }
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }
}
