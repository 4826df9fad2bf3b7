package org.doorward.tools.print;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorward.tools.interpret.FieldType;
import org.doorward.tools.interpret.RecordInterpretation;
import org.doorward.trail.TrailRecord;

/**
 * The fields of a record as JSON: numbers as numbers, results as true and false, texts decoded, keys and titles of processes as arrays,
 * addresses as objects, what programs wrote within {@code msg='...'} as an object of its own, {@code (null)} as null. Words that are no
 * field stand in {@code text}. Nothing is too broken to be shown: what is none of it is a text as it stands.
 */
final class JsonFields {
    private static final Pattern DECISION = Pattern.compile("avc: +(\\w+) +\\{ ?([^}]*)} +for +");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern INTERNET = Pattern.compile("\\{ saddr_fam=(\\w+) laddr=(\\S+) lport=(\\d+) }");
    private static final Pattern LOCAL = Pattern.compile("\\{ saddr_fam=(\\w+) path=(.*) }", Pattern.DOTALL);

    private final TrailRecord record;
    private final RecordInterpretation meaning;

    JsonFields(TrailRecord record, RecordInterpretation meaning) {
        this.record = record;
        this.meaning = meaning;
    }

    /** @param text what follows the head of a record, or stands within msg='...' */
    JsonObject read(String text) {
        JsonObject json = new JsonObject();
        Matcher decision = DECISION.matcher(text);
        int at = 0;
        if (record.type().endsWith("AVC")
                && decision.find()
                && text.substring(0, decision.start()).isBlank()) {
            json.put("seresult", JsonObject.text(decision.group(1)));
            json.put("seperms", JsonObject.texts(decision.group(2).trim().split(" +")));
            at = decision.end();
        }
        StringBuilder words = new StringBuilder();
        while (at < text.length()) {
            int end = text.charAt(at) == ' ' ? at : field(json, text, at, words);
            at = end + 1;
        }
        if (words.length() > 0) {
            json.put("text", JsonObject.text(words.toString()));
        }
        return json;
    }

    /** Reads the field, or the word, at a place; where it ends. */
    private int field(JsonObject json, String text, int at, StringBuilder words) {
        int end = end(text, at, ' ');
        int equals = text.indexOf('=', at);
        if (equals < 0 || equals > end) {
            words.append(words.length() > 0 ? " " : "").append(text, at, end);
            return end;
        }
        String name = text.substring(at, equals);
        char quote = equals + 1 < text.length() ? text.charAt(equals + 1) : ' ';
        if (quote != '"' && quote != '\'') {
            json.put(name, value(name, text.substring(equals + 1, end)));
            return end;
        }
        // the texts within msg='...' may have one of their own
        int last = name.equals("msg") ? text.lastIndexOf('\'') : text.indexOf(quote, equals + 2);
        if (last <= equals + 1) {
            last = text.length();
        }
        String within = text.substring(equals + 2, last);
        json.put(name, name.equals("msg") ? read(within).toString() : quoted(name, within));
        return Math.min(last + 1, text.length());
    }

    private static int end(String text, int from, char separator) {
        int end = text.indexOf(separator, from);
        return end < 0 ? text.length() : end;
    }

    private String quoted(String name, String text) {
        boolean isList = meaning.type(name, '"' + text + '"') == FieldType.KEY || name.equals("proctitle");
        return isList ? JsonObject.texts(new String[] {text}) : JsonObject.text(text);
    }

    private String value(String name, String value) {
        if (value.equals("(null)")) {
            return "null";
        }
        FieldType type = meaning.type(name, value);
        switch (type) {
            case KEY:
                return JsonObject.texts(meaning.decoded(name, value).split("\1"));
            case PROCTITLE:
                return JsonObject.texts(meaning.decoded(name, value).split("\0"));
            case TEXT, FILE:
                return JsonObject.text(
                        value.equals(record.raw(name)) ? record.text(name) : meaning.decoded(name, value));
            case RESULT:
                return result(value);
            case SOCKET_ADDRESS:
                return address(value, meaning.decoded(name, value));
            case MODE, MODE_SHORT, ARGUMENT, ARCH:
                return JsonObject.text(value);
            default:
        }
        if (name.equals("success")) {
            return result(value);
        }
        if (NUMBER.matcher(value).matches()) {
            return value;
        }
        return JsonObject.text(value.equals(record.raw(name)) ? record.text(name) : value);
    }

    private static String result(String value) {
        return switch (value) {
            case "yes", "success", "1" -> "true";
            case "no", "failed", "0" -> "false";
            default -> JsonObject.text(value);
        };
    }

    private static String address(String value, String words) {
        JsonObject json = new JsonObject();
        Matcher internet = INTERNET.matcher(words);
        Matcher local = LOCAL.matcher(words);
        if (internet.matches()) {
            json.put("family", JsonObject.text(internet.group(1)));
            json.put("address", JsonObject.text(internet.group(2)));
            json.put("port", internet.group(3));
        } else if (local.matches()) {
            json.put("family", JsonObject.text(local.group(1)));
            json.put("path", JsonObject.text(local.group(2)));
        } else {
            return JsonObject.text(value);
        }
        return json.toString();
    }

    /** What auditd added to the record. */
    JsonObject names() {
        JsonObject json = new JsonObject();
        meaning.added()
                .forEach((name, words) -> json.put(
                        name,
                        meaning.type(name, words) == FieldType.SOCKET_ADDRESS
                                ? address(words, words)
                                : JsonObject.text(words)));
        return json;
    }
}
