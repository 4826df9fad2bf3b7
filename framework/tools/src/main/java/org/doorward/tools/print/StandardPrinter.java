package org.doorward.tools.print;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.doorward.tools.interpret.Escape;
import org.doorward.tools.interpret.Line;
import org.doorward.tools.terminal.Style;
import org.doorward.trail.TrailEvent;

/** The lines behind one with the time, the records of an event last first, as the original does. */
final class StandardPrinter implements EventPrinter {
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private final ZoneId zone = ZoneId.systemDefault();
    private final EventLines lines;
    private final Escape escape;

    StandardPrinter(PrintWriter out, Escape escape) {
        lines = new EventLines(out);
        this.escape = escape;
    }

    @Override
    public void print(TrailEvent event) {
        lines.add(Style.HEAD, "----");
        lines.add(Style.HEAD, "time->" + time(event.stampMillis()));
        lines.addLastFirst(event, (line, record) -> escape.append(line, Line.withoutEnrichment(record.line())));
        lines.end();
    }

    /** As ctime(3), {@code Sun Jun 15 15:06:40 2025}: by hand, for the JDK's formatter takes a tenth of a short search. */
    private String time(long millis) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), zone);
        StringBuilder text = new StringBuilder(DAYS.get(time.getDayOfWeek().ordinal()))
                .append(' ')
                .append(MONTHS.get(time.getMonth().ordinal()))
                .append(' ');
        appendTwo(text, ' ', time.getDayOfMonth());
        appendTwo(text.append(' '), '0', time.getHour());
        appendTwo(text.append(':'), '0', time.getMinute());
        appendTwo(text.append(':'), '0', time.getSecond());
        return text.append(' ').append(time.getYear()).toString();
    }

    private static void appendTwo(StringBuilder text, char fill, int number) {
        if (number < 10) {
            text.append(fill);
        }
        text.append(number);
    }
}
