package org.doorward.trail.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.doorward.trail.TrailRecord;

/** A line of the trail; fields are looked for when they are asked for. */
final class LogRecord implements TrailRecord {
    /** Fields that are text by the contract, whatever their digits. */
    private static final Set<String> TEXT = Set.of(
            "acct",
            "address",
            "bundle",
            "cmd",
            "comm",
            "content",
            "cwd",
            "exception",
            "exe",
            "flag",
            "info",
            "key",
            "module",
            "name",
            "ocomm",
            "path",
            "policy",
            "principal",
            "proctitle",
            "rule",
            "target",
            "tenant",
            "via");

    private final String type;
    private final int fieldsAt;
    private final String line;

    private LogRecord(String type, int fieldsAt, String line) {
        this.type = type;
        this.fieldsAt = fieldsAt;
        this.line = line;
    }

    /** The record of a line that has a head. */
    static LogRecord of(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return of(bytes, 0, bytes.length, new LineHead());
    }

    private static LogRecord of(byte[] bytes, int start, int end, LineHead head) {
        String line = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        if (!head.read(bytes, start, end)) {
            throw new IllegalArgumentException(
                    "line [" + line + "] is no record: expected [node=N ]type=T msg=audit(SEC.MMM:SERIAL):");
        }
        return new LogRecord(head.type(bytes), head.fieldsAt(), line);
    }

    /** The records of the lines that the reader keeps; they outlive its buffer. */
    static List<TrailRecord> kept(LineReader lines, LineHead head) {
        TrailRecord[] records = new TrailRecord[lines.kept()];
        for (int i = 0; i < records.length; i++) {
            records[i] = of(lines.bytes(), lines.keptStart(i), lines.keptEnd(i), head);
        }
        return List.of(records);
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String line() {
        return line;
    }

    @Override
    public String raw(String field) {
        String wanted = field + "=";
        int at = fieldsAt;
        while (true) {
            at = line.indexOf(wanted, at);
            if (at < 0) {
                return null;
            }
            char before = at == 0 ? ' ' : line.charAt(at - 1);
            if (before == ' ' || before == '\'') {
                return valueAt(line, at + wanted.length());
            }
            at++;
        }
    }

    private static String valueAt(String line, int from) {
        if (from < line.length() && line.charAt(from) == '"') {
            int quote = line.indexOf('"', from + 1);
            return quote < 0 ? line.substring(from) : line.substring(from, quote + 1);
        }
        int end = from;
        while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != 0x1d) {
            end++;
        }
        String value = line.substring(from, end);
        // the last field of a user-type record is followed by the closing quote of msg='...'
        return value.endsWith("'") ? value.substring(0, value.length() - 1) : value;
    }

    @Override
    public String text(String field) {
        String raw = raw(field);
        if (raw == null || raw.equals("(null)")) {
            return null;
        }
        if (raw.startsWith("\"")) {
            boolean closed = raw.length() > 1 && raw.endsWith("\"");
            return raw.substring(1, closed ? raw.length() - 1 : raw.length());
        }
        return isHex(raw) && isText(field, raw) ? decode(raw) : raw;
    }

    /*
     * The trail does not say whether 20 is a number or an encoded blank. What the contract knows as text is text; an argument of an
     * application that is all digits is the number that it looks like.
     */
    private boolean isText(String field, String raw) {
        if (type.equals("EXECVE")) {
            return !field.equals("argc") && !field.endsWith("_len");
        }
        return TEXT.contains(field) || !field.equals("saddr") && !isDecimal(raw);
    }

    private static boolean isDecimal(String raw) {
        return raw.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isHex(String raw) {
        if (raw.isEmpty() || raw.length() % 2 != 0) {
            return false;
        }
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return true;
    }

    private static String decode(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex, 2 * i, 2 * i + 2, 16);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return line;
    }
}
