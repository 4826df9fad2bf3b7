package org.doorward.tools.print;

import org.doorward.tools.interpret.Escape;
import org.doorward.tools.interpret.FieldType;
import org.doorward.tools.interpret.RecordInterpretation;

/**
 * The fields of a record in words. A field begins at the blank before its {@code =}, and what stands between two fields is kept: so the
 * original does, with all that follows from it. Of commas within a value but a label's, each ends it; what follows the last field is lost
 * unless a comma stood before it.
 */
final class InterpretedFields {
    private static final char KEY_SEPARATOR = 1;

    private final RecordInterpretation record;
    private final Escape escape;
    /** What is no word of ours is escaped for terminals alone, as in the original, which does not escape it at all. */
    private final Escape between;

    private final StringBuilder text;

    InterpretedFields(RecordInterpretation record, Escape escape, StringBuilder text) {
        this.record = record;
        this.escape = escape;
        between = escape.forLines();
        this.text = text;
    }

    /** @param fields what follows the head of a record */
    void append(String fields) {
        int at = 0;
        boolean comma = false;
        boolean any = false;
        while (at >= 0 && at < fields.length()) {
            int equals = fields.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            any = true;
            comma = false;
            String name = name(fields, at, equals);
            between.append(text, fields.substring(at, equals));
            text.append('=');
            int from = equals + 1;
            if (name.equals("msg")) {
                at = from; // of msg='uid=0 the fields within count
                continue;
            }
            int end = end(fields, from, name);
            comma = end >= 0 && end < fields.length() && fields.charAt(end) == ',' && !isQuoted(fields, from);
            field(name, fields.substring(from, end < 0 ? fields.length() : end), comma);
            at = end < 0 ? -1 : end + 1;
        }
        if (comma || !any && !fields.isEmpty()) {
            escape.append(text, at < 0 || at > fields.length() ? "" : fields.substring(at));
            text.append('\n');
        }
    }

    private static String name(String fields, int at, int equals) {
        int from = equals;
        while (fields.charAt(from) != ' ' && from > at) {
            from--;
        }
        return fields.substring(from < equals && fields.charAt(from) == '\'' ? from + 1 : from, equals);
    }

    private static boolean isQuoted(String fields, int from) {
        return from < fields.length() && (fields.charAt(from) == '"' || fields.charAt(from) == '\'');
    }

    /** Where the value ends, -1 if with the record. */
    private int end(String fields, int from, String name) {
        if (isQuoted(fields, from)) {
            int quote = fields.indexOf(fields.charAt(from), from + 1);
            return quote < 0 ? -1 : quote + 1;
        }
        int comma = fields.indexOf(',', from);
        int blank = fields.indexOf(' ', from);
        if (comma < 0 || blank >= 0 && blank < comma) {
            return blank;
        }
        String value = fields.substring(blank < 0 ? from : blank);
        return record.type(name, value) == FieldType.LABEL ? blank : comma;
    }

    private void field(String name, String value, boolean comma) {
        String field = name;
        while (field.startsWith(" ") || field.startsWith("(")) {
            field = field.substring(1);
        }
        String written = field.equals("acct") && value.endsWith(":") ? value.substring(0, value.length() - 1) : value;
        FieldType type = record.type(field, written);
        if (type == FieldType.UNCLASSIFIED) {
            between.append(text, written);
            text.append(comma ? ',' : ' ');
            return;
        }
        String words = record.words(field, written);
        if (type == FieldType.KEY) {
            keys(words);
            return;
        }
        escape.append(text, words);
        if (type != FieldType.TTY) {
            text.append(' ');
        }
    }

    private void keys(String keys) {
        int at = 0;
        for (int end = keys.indexOf(KEY_SEPARATOR); end >= 0; end = keys.indexOf(KEY_SEPARATOR, at)) {
            escape.append(text, keys.substring(at, end));
            text.append(" key=");
            at = end + 1;
        }
        escape.append(text, keys.substring(at));
        text.append(' ');
    }
}
