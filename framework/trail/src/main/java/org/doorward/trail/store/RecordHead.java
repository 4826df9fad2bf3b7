package org.doorward.trail.store;

import java.util.Objects;

/**
 * The head of a line of the trail.
 *
 * <pre>
 *   [node=N ]type=T msg=audit(SEC.MMM:SERIAL): fields
 * </pre>
 *
 * @param node or {@code null}
 * @param type the record type
 * @param stampMillis since 1970-01-01T00:00Z
 * @param serial of the event
 * @param fieldsAt where the fields begin in the line
 */
record RecordHead(String node, String type, long stampMillis, long serial, int fieldsAt) {
    private static final String NODE = "node=";
    private static final String TYPE = "type=";
    private static final String STAMP = " msg=audit(";
    private static final int SECONDS_DIGITS = 12;
    private static final int MILLIS_DIGITS = 3;
    private static final int SERIAL_DIGITS = 18;

    /** The head of the line, or {@code null} if the line has none. By hand: a reader spends most of its time here. */
    static RecordHead of(String line) {
        String node = null;
        int at = 0;
        if (line.startsWith(NODE)) {
            int end = endOfWord(line, NODE.length());
            if (end == NODE.length() || !line.startsWith(" ", end)) {
                return null;
            }
            node = line.substring(NODE.length(), end);
            at = end + 1;
        }
        if (!line.startsWith(TYPE, at)) {
            return null;
        }
        int type = at + TYPE.length();
        int end = endOfWord(line, type);
        int seconds = end + STAMP.length();
        if (end == type || !line.startsWith(STAMP, end)) {
            return null;
        }
        int point = endOfDigits(line, seconds, SECONDS_DIGITS);
        int millis = point + 1;
        int colon = endOfDigits(line, millis, MILLIS_DIGITS);
        int serial = colon + 1;
        int close = endOfDigits(line, serial, SERIAL_DIGITS);
        if (point == seconds
                || !line.startsWith(".", point)
                || colon - millis != MILLIS_DIGITS
                || !line.startsWith(":", colon)
                || close == serial
                || !line.startsWith("):", close)) {
            return null;
        }
        int fields = close + 2;
        return new RecordHead(
                node,
                line.substring(type, end),
                number(line, seconds, point) * 1000 + number(line, millis, colon),
                number(line, serial, close),
                line.startsWith(" ", fields) ? fields + 1 : fields);
    }

    private static int endOfWord(String line, int from) {
        int end = from;
        while (end < line.length() && !isBlank(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static int endOfDigits(String line, int from, int most) {
        int end = from;
        while (end < line.length() && end - from < most && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static long number(String line, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + line.charAt(i) - '0';
        }
        return number;
    }

    /** The one with the higher serial; either may be {@code null}. */
    static RecordHead highest(RecordHead one, RecordHead other) {
        return one == null || other != null && other.serial > one.serial ? other : one;
    }

    boolean isSameEvent(RecordHead other) {
        return serial == other.serial && stampMillis == other.stampMillis && Objects.equals(node, other.node);
    }
}
