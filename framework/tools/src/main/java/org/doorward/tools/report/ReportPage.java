package org.doorward.tools.report;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.doorward.tools.interpret.Escape;
import org.doorward.tools.terminal.Style;
import org.doorward.tools.trail.Facts;

/**
 * What a report is written on: lines, and numbered rows of words. Texts of the trail go through {@link Escape}; where there are colours,
 * headings are dim and failures red. Not safe for several threads.
 */
final class ReportPage {
    /** What the original says where nothing fits. */
    static final String NOTHING = "<no events of interest were found>";

    private static final int CHUNK = 64 * 1024;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("MM/dd/yy HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final PrintWriter out;
    private final Escape escape;
    private final Naming naming;
    private final boolean coloured;
    private final StringBuilder text = new StringBuilder(CHUNK + 1024);
    private long rows;
    private int lineStart;
    private Style rowStyle = Style.PLAIN;
    private long dateSecond = Long.MIN_VALUE;
    private String date;

    ReportPage(PrintWriter out, Escape escape, Naming naming) {
        this.out = out;
        this.escape = escape;
        this.naming = naming;
        this.coloured = Style.isShownOn(out);
    }

    Naming naming() {
        return naming;
    }

    /** A line of the report's own words. */
    ReportPage line(String line) {
        return line(Style.PLAIN, line);
    }

    /** The same, so that it looks so where there are colours. */
    ReportPage line(Style style, String line) {
        text.append(line);
        return end(style);
    }

    /** A line of a heading. */
    ReportPage head(String line) {
        return line(Style.HEAD, line);
    }

    /** A line of {@code =}. */
    ReportPage rule(int length) {
        return head("=".repeat(length));
    }

    /** How the rows that follow look, until it is told again. */
    void rowsOf(Facts facts) {
        rowStyle = coloured && facts.failed() ? Style.DENIED : Style.PLAIN;
    }

    /** Begins a row: its number and the event's time. */
    ReportPage row(long stampMillis) {
        text.append(++rows).append(". ").append(date(stampMillis));
        return this;
    }

    /** Begins a row of totals. */
    ReportPage total(long hits) {
        text.append(hits).append(' ');
        return this;
    }

    /** A text of the trail; {@code ?} if there is none. */
    ReportPage word(String word) {
        return word(word, "?");
    }

    /** A text of the trail, or the word for none. */
    ReportPage word(String word, String none) {
        text.append(' ');
        escape.append(text, word == null ? none : word);
        return this;
    }

    ReportPage number(long number) {
        text.append(' ').append(number);
        return this;
    }

    ReportPage user(int user) {
        return word(naming.user(user));
    }

    ReportPage syscall(Facts facts) {
        return word(naming.syscall(facts));
    }

    /** Ends a row. */
    ReportPage end() {
        return end(rowStyle);
    }

    private ReportPage end(Style style) {
        if (coloured && style != Style.PLAIN) {
            String line = text.substring(lineStart);
            text.setLength(lineStart);
            flush();
            style.println(out, line);
            return this;
        }
        text.append('\n');
        lineStart = text.length();
        if (text.length() >= CHUNK) {
            flush();
        }
        return this;
    }

    /** The day and the second, in the zone of this machine. */
    String date(long stampMillis) {
        long second = Math.floorDiv(stampMillis, 1000);
        if (second != dateSecond) {
            date = DATE.format(Instant.ofEpochSecond(second));
            dateSecond = second;
        }
        return date;
    }

    /** The same with milliseconds. */
    String dateAndMillis(long stampMillis) {
        return date(stampMillis) + String.format(Locale.ROOT, ".%03d", Math.floorMod(stampMillis, 1000));
    }

    void flush() {
        out.append(text);
        text.setLength(0);
        lineStart = 0;
        out.flush();
    }
}
