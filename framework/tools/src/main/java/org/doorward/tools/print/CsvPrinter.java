package org.doorward.tools.print;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.doorward.tools.interpret.Escape;
import org.doorward.tools.normalize.NormalizedEvent;
import org.doorward.tools.normalize.Normalizer;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.RecordTypes;

/**
 * Events as rows of a table, values between commas, behind one row of names. Nothing is quoted, as in the original: a comma in a value shifts
 * what stands behind it.
 */
final class CsvPrinter implements EventPrinter {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MM/dd/yy", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MM", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd", Locale.ROOT);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("ppH", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);
    /** Behind the serial; as many as the original has for an event of which it knows nothing, whatever else was asked for. */
    private static final int COLUMNS_OF_UNKNOWN = 10;

    private final PrintWriter out;
    private final EventWords words;
    private final Set<ExtraColumn> extra;
    private final Normalizer normalizer;
    private final ZoneId zone = ZoneId.systemDefault();
    private boolean headed;

    CsvPrinter(PrintWriter out, Escape escape, Set<ExtraColumn> extra) {
        this.out = out;
        this.extra = extra;
        words = new EventWords(escape);
        normalizer = new Normalizer(extra.contains(ExtraColumn.LABELS));
    }

    @Override
    public void print(TrailEvent event) {
        StringBuilder rows = new StringBuilder();
        if (!headed) {
            append(rows, names());
            headed = true;
        }
        for (NormalizedEvent one : normalizer.normalize(event)) {
            append(rows, values(event, one));
        }
        out.append(rows);
    }

    private static void append(StringBuilder rows, List<String> columns) {
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            rows.append(i == 0 ? "" : ",").append(column == null ? "" : column);
        }
        rows.append('\n');
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of("NODE", "EVENT", "DATE", "TIME"));
        addIf(ExtraColumn.TIME, names, "YEAR", "MONTH", "DAY", "WEEKDAY", "HOUR", "MILLI", "GMT_OFFSET");
        names.addAll(List.of("SERIAL_NUM", "EVENT_KIND", "SESSION", "SUBJ_PRIME", "SUBJ_SEC", "SUBJ_KIND"));
        addIf(ExtraColumn.LABELS, names, "SUBJ_LABEL");
        names.addAll(List.of("ACTION", "RESULT", "OBJ_PRIME", "OBJ_SEC"));
        addIf(ExtraColumn.SECOND_OBJECT, names, "OBJ2");
        addIf(ExtraColumn.LABELS, names, "OBJ_LABEL");
        names.addAll(List.of("OBJ_KIND", "HOW"));
        addIf(ExtraColumn.KEYS, names, "KEY");
        return names;
    }

    private void addIf(ExtraColumn column, List<String> columns, String... values) {
        if (extra.contains(column)) {
            columns.addAll(Arrays.asList(values));
        }
    }

    private List<String> values(TrailEvent event, NormalizedEvent one) {
        ZonedDateTime time = Instant.ofEpochMilli(event.stampMillis()).atZone(zone);
        List<String> values = new ArrayList<>();
        values.add(words.field(one.node()));
        String type = RecordTypes.name(one.type());
        values.add(type.equals("(null)") ? null : type);
        values.add(DATE.format(time));
        values.add(TIME.format(time));
        if (extra.contains(ExtraColumn.TIME)) {
            addParts(values, time);
        }
        values.add(Long.toUnsignedString(event.serial()));
        if (one.isUnderstood()) {
            addWhoDidWhat(values, one);
        } else {
            values.addAll(Collections.nCopies(COLUMNS_OF_UNKNOWN, ""));
            addIf(ExtraColumn.LABELS, values, "", "");
            addIf(ExtraColumn.KEYS, values, "");
        }
        return values;
    }

    private static void addParts(List<String> values, ZonedDateTime time) {
        values.add(String.valueOf(time.getYear()));
        values.add(MONTH.format(time));
        values.add(DAY.format(time));
        values.add(String.valueOf(time.getDayOfWeek().getValue()));
        values.add(HOUR.format(time));
        values.add(String.valueOf(time.get(ChronoField.MILLI_OF_SECOND)));
        values.add(OFFSET.format(time));
    }

    private void addWhoDidWhat(List<String> values, NormalizedEvent event) {
        values.add(event.kind());
        values.add(words.field(event.session()));
        values.add(words.subject(event));
        values.add(words.field(event.actingSubject()));
        values.add(event.subjectKind());
        addIf(ExtraColumn.LABELS, values, words.field(event.subjectLabel()));
        values.add(words.action(event));
        values.add(event.success() == null ? null : event.success() ? "success" : "failed");
        values.add(words.object(event));
        values.add(words.field(event.objectDetail()));
        addIf(ExtraColumn.SECOND_OBJECT, values, words.path(event.secondObject()));
        addIf(ExtraColumn.LABELS, values, words.field(event.objectLabel()));
        values.add(event.objectKind());
        values.add(words.text(event.how()));
        addIf(ExtraColumn.KEYS, values, words.field(event.key()));
    }
}
