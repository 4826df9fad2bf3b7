package org.doorward.tools.print;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.doorward.tools.interpret.Escape;
import org.doorward.tools.interpret.FieldType;
import org.doorward.tools.normalize.NormalizedEvent;
import org.doorward.tools.normalize.Normalizer;
import org.doorward.trail.TrailEvent;

/** Events as sentences, one a line. */
final class TextPrinter implements EventPrinter {
    private static final int UNSET = -1;

    private final DateTimeFormatter time =
            DateTimeFormatter.ofPattern("HH:mm:ss MM/dd/yy", Locale.ROOT).withZone(ZoneId.systemDefault());
    private final EventLines lines;
    private final EventWords words;
    private final Normalizer normalizer = new Normalizer(false);

    TextPrinter(PrintWriter out, Escape escape) {
        lines = new EventLines(out);
        words = new EventWords(escape);
    }

    @Override
    public void print(TrailEvent event) {
        for (NormalizedEvent one : normalizer.normalize(event)) {
            lines.add(EventLines.styleOf(event), sentence(event, one));
        }
        lines.end();
    }

    private StringBuilder sentence(TrailEvent event, NormalizedEvent one) {
        StringBuilder text = new StringBuilder();
        text.append(one.node() == null ? "At " : "On " + words.field(one.node()) + " at ");
        time.formatTo(Instant.ofEpochMilli(event.stampMillis()), text);
        text.append(' ');
        appendSubject(text, one);
        Boolean success = one.success();
        text.append(success == null ? " " : success ? " successfully " : " unsuccessfully ");
        text.append(words.action(one)).append(' ');
        if (one.object() != null) {
            text.append(object(one)).append(' ');
        }
        if (one.secondObject() != null) {
            text.append("to ").append(words.path(one.secondObject())).append(' ');
        }
        // a session ends by itself, the original says, and so does all that begins with e
        if (one.how() != null && one.action() != null && !one.action().startsWith("e")) {
            text.append("using ").append(words.text(one.how()));
        }
        return text;
    }

    private void appendSubject(StringBuilder text, NormalizedEvent one) {
        if (one.subject() == null) {
            return;
        }
        text.append(words.subject(one));
        if (one.actingSubject() != null) {
            int user = one.actingSubject().number();
            if (user != one.subject().number() && user != UNSET) {
                text.append(", acting as ")
                        .append(words.field(one.actingSubject()))
                        .append(',');
            }
        }
    }

    /** Of an address the host, or else the family. */
    private String object(NormalizedEvent one) {
        String object = words.object(one);
        if (one.object().type() == FieldType.SOCKET_ADDRESS) {
            String host = part(object, "laddr=");
            String family = part(object, "fam=");
            return host != null ? host : family != null ? family : object;
        }
        return object;
    }

    private static String part(String address, String name) {
        int at = address.indexOf(name);
        int end = at < 0 ? -1 : address.indexOf(' ', at);
        return end < 0 ? null : address.substring(at + name.length(), end);
    }
}
