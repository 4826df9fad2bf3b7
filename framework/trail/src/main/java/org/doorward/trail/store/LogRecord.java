package org.doorward.trail.store;

import java.nio.charset.StandardCharsets;
import org.doorward.trail.TrailRecord;

/** A line of the trail; fields are looked for when they are asked for. */
final class LogRecord implements TrailRecord {
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
        if (raw.length() >= 2 && raw.startsWith("\"")) {
            return raw.substring(1, raw.length() - 1);
        }
        return isHex(raw) && isEncoded(field) ? decode(raw) : raw;
    }

    /** Fields that are numbers or words are never hexadecimal text, whatever their digits. */
    private static boolean isEncoded(String field) {
        return switch (field) {
            case "arch",
                    "syscall",
                    "exit",
                    "a0",
                    "a1",
                    "a2",
                    "a3",
                    "items",
                    "pid",
                    "ppid",
                    "auid",
                    "uid",
                    "gid",
                    "ses" -> false;
            case "dur_us", "entry", "count", "first", "last", "item", "saddr" -> false;
            default -> !field.endsWith("uid") && !field.endsWith("gid") && !field.endsWith("_len");
        };
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
