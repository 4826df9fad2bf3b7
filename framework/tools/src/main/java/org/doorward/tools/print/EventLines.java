package org.doorward.tools.print;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.BiConsumer;
import org.doorward.tools.terminal.Style;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/** The lines of an event on their way out: in one piece, but where they have colours. Not safe for several threads. */
final class EventLines {
    private final PrintWriter out;
    private final StringBuilder plain = new StringBuilder();

    EventLines(PrintWriter out) {
        this.out = out;
    }

    /** Adds a line. */
    void add(Style style, CharSequence line) {
        if (Style.isShownOn(out)) {
            style.println(out, line.toString());
        } else {
            plain.append(line).append('\n');
        }
    }

    /** Adds a line for each record of an event, the last first, as the original does. */
    void addLastFirst(TrailEvent event, BiConsumer<StringBuilder, TrailRecord> writer) {
        List<TrailRecord> records = event.records();
        for (int i = records.size() - 1; i >= 0; i--) {
            StringBuilder line = new StringBuilder();
            writer.accept(line, records.get(i));
            add(styleOf(records.get(i)), line);
        }
    }

    /** How the line of a record looks. */
    static Style styleOf(TrailRecord record) {
        boolean denial = record.type().equals("AVC") && record.line().contains(" denied ");
        boolean passed = denial && "1".equals(record.raw("permissive"));
        return !denial ? Style.PLAIN : passed ? Style.WOULD_DENY : Style.DENIED;
    }

    /** How the line of a whole event looks: as its first record that does not look plain. */
    static Style styleOf(TrailEvent event) {
        return event.records().stream()
                .map(EventLines::styleOf)
                .filter(style -> style != Style.PLAIN)
                .findFirst()
                .orElse(Style.PLAIN);
    }

    /** Ends the event. */
    void end() {
        out.append(plain);
        plain.setLength(0);
    }
}
