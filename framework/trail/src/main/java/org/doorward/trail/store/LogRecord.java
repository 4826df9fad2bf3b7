package org.doorward.trail.store;

import java.nio.charset.StandardCharsets;
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

    private final RecordHead head;
    private final String line;

    LogRecord(RecordHead head, String line) {
        this.head = head;
        this.line = line;
    }

    @Override
    public String type() {
        return head.type();
    }

    @Override
    public String line() {
        return line;
    }

    @Override
    public String raw(String field) {
        String wanted = field + "=";
        int at = head.fieldsAt();
        while (true) {
            at = line.indexOf(wanted, at);
            if (at < 0) {
                return null;
            }
            char before = at == 0 ? ' ' : line.charAt(at - 1);
            if (before == ' ' || before == '\'') {
                return valueAt(at + wanted.length());
            }
            at++;
        }
    }

    private String valueAt(int from) {
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
        if (type().equals("EXECVE")) {
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
