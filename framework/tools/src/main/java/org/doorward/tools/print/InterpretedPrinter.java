package org.doorward.tools.print;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.doorward.tools.interpret.Escape;
import org.doorward.tools.interpret.Interpreter;
import org.doorward.tools.interpret.Line;
import org.doorward.tools.terminal.Style;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.RecordTypes;

/** The records in words, last first: {@code ausearch -i}. */
final class InterpretedPrinter implements EventPrinter {
    private final DateTimeFormatter time =
            DateTimeFormatter.ofPattern("MM/dd/yy HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
    private final EventLines lines;
    private final Escape escape;
    private final Interpreter interpreter = new Interpreter();

    InterpretedPrinter(PrintWriter out, Escape escape) {
        lines = new EventLines(out);
        this.escape = escape;
    }

    @Override
    public void print(TrailEvent event) {
        lines.add(Style.HEAD, "----");
        lines.addLastFirst(event, (line, record) -> append(line, event, record));
        lines.end();
    }

    private void append(StringBuilder text, TrailEvent event, TrailRecord record) {
        String line = Line.withoutEnrichment(record.line());
        if (event.node() != null) {
            text.append("node=");
            escape.append(text, event.node());
            text.append(' ');
        }
        text.append("type=");
        int number = RecordTypes.number(record.type());
        escape.forLines().append(text, number == RecordTypes.UNKNOWN ? record.type() : named(record.type(), number));
        text.append(" msg=audit(");
        time.formatTo(Instant.ofEpochMilli(event.stampMillis()), text);
        text.append(':').append(Long.toUnsignedString(event.serial())).append(") ");
        new InterpretedFields(interpreter.record(record), escape, text).append(Line.afterHead(line));
    }

    private static String named(String type, int number) {
        String name = RecordTypes.name(number);
        return name.equals("(null)") ? type : name;
    }
}
