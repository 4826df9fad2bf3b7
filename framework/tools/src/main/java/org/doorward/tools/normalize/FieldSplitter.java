package org.doorward.tools.normalize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.doorward.tools.interpret.Line;
import org.doorward.tools.interpret.RecordInterpretation;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.RecordTypes;

/*
 * Blanks separate fields, also within quotes: so the original does, and a text with a blank in it is lost. Punctuation at the end of a value
 * goes, each of : , ' ) once and in this order. The head counts: node= and type= are fields.
 */
/** Splits a record into its fields. */
final class FieldSplitter {
    private static final int AVC = 1400;
    private static final int USER_AVC = 1107;
    private static final int CWD = 1307;
    private static final String KEY_SEPARATOR = "\1";

    private final int type;
    private final RecordInterpretation record;
    private final FileName file;
    private final List<Field> fields = new ArrayList<>();
    /** How many fields stand before the first that a program wrote. */
    private int head = 1;

    private boolean knowsFolder;

    private FieldSplitter(int type, RecordInterpretation record, FileName file) {
        this.type = type;
        this.record = record;
        this.file = file;
    }

    static RecordFields split(TrailRecord record, RecordInterpretation meaning, FileName file) {
        int type = RecordTypes.number(record.type());
        FieldSplitter splitter = new FieldSplitter(type, meaning, file);
        splitter.read(Line.withoutEnrichment(record.line()));
        return new RecordFields(type, splitter.fields);
    }

    private void read(String line) {
        String[] words = line.split(" ");
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.indexOf('=') >= 0) {
                field(word);
            } else if ((type == AVC || type == USER_AVC) && !word.isEmpty()) {
                i = decision(words, i);
            }
        }
    }

    /** What SELinux says without names: {@code avc:  denied  { open read }}. Returns where it ends. */
    private int decision(String[] words, int at) {
        if (fields.size() == head && !words[at].startsWith("avc")) {
            add("seresult", words[at]);
        } else if (fields.size() == head + 1 && words[at].startsWith("{")) {
            int end = at + 1;
            StringBuilder permissions = new StringBuilder();
            while (end < words.length && !words[end].startsWith("}")) {
                permissions
                        .append(permissions.length() > 0 && !words[end].isEmpty() ? "," : "")
                        .append(words[end]);
                end++;
            }
            add("seperms", permissions.toString());
            return end;
        }
        return at;
    }

    private void field(String word) {
        String text = word;
        if (text.startsWith("msg=a")) {
            return;
        }
        if (text.startsWith("msg='")) {
            text = text.substring("msg='".length());
        }
        int equals = text.indexOf('=');
        if (equals < 0 || equals + 1 == text.length()) {
            return;
        }
        String name = text.substring(text.startsWith("(") ? 1 : 0, equals);
        String value = withoutPunctuation(text.substring(equals + 1));
        if (name.equals("key") && !value.startsWith("(") && !value.startsWith("\"")) {
            keys(value);
            return;
        }
        add(name, value);
        if (fields.size() == 1 && name.equals("node")) {
            head = 2;
        }
        if (name.equals("cwd") && type == CWD && !knowsFolder) {
            file.startAt(record.words(name, value));
            knowsFolder = true;
        }
    }

    private static String withoutPunctuation(String value) {
        String rest = value;
        for (String mark : List.of(":", ",", "'", ")")) {
            boolean isNone = mark.equals(")") && (rest.equals("(none)") || rest.equals("(null)"));
            if (rest.endsWith(mark) && !isNone) {
                rest = rest.substring(0, rest.length() - 1);
            }
        }
        return rest;
    }

    /** Several keys in one value are several fields; what is not even hexadecimal is a field without a value. */
    private void keys(String value) {
        String keys = record.words("key", value);
        if (keys.equals(value)) {
            add("key", null);
            return;
        }
        for (String key : keys.split(KEY_SEPARATOR)) {
            if (!key.isEmpty()) {
                add("key", HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private void add(String name, String value) {
        fields.add(new Field(record, name, value, file));
    }
}
