package org.doorward.trail.read;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.doorward.trail.TrailRecord;

/** A line of the trail, in the bytes of its event. */
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

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final String type;
    private final int fieldsAt;
    /** {@code null} until somebody asks: nobody does of the one record in five that has the title of the process. Immutable, so that any thread may see it. */
    private RecordFields fields;

    /** @param fieldsAt where the fields begin, from the beginning of the line */
    private LogRecord(byte[] bytes, int start, int end, String type, int fieldsAt) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.type = type;
        this.fieldsAt = fieldsAt;
    }

    /**
     * The record of a line that has a head.
     *
     * @param bytes hold the line from {@code start} to {@code end}; kept, not to be written any more
     * @throws IllegalArgumentException if it has none
     */
    static LogRecord of(byte[] bytes, int start, int end, LineHead head) {
        if (!head.read(bytes, start, end)) {
            throw new IllegalArgumentException(
                    "line [" + new String(bytes, start, end - start, StandardCharsets.ISO_8859_1)
                            + "] is no record: expected [node=N ]type=T msg=audit(SEC.MMM:SERIAL):");
        }
        return new LogRecord(bytes, start, end, head.type(bytes), head.fieldsAt());
    }

    /** The same of a line in which each byte is a character. */
    static LogRecord of(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return of(bytes, 0, bytes.length, new LineHead());
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String line() {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** How many bytes the line has. */
    int length() {
        return end - start;
    }

    /** False if the condition surely does not hold for the line. */
    boolean mayMeet(BytesCondition condition) {
        return condition.mayHold(bytes, start, end);
    }

    @Override
    public String raw(String field) {
        RecordFields known = fields;
        if (known == null) {
            known = new RecordFields(bytes, start, fieldsAt, end);
            fields = known;
        }
        return known.raw(field);
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
        return line();
    }
}
