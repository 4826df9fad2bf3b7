package org.doorward.trail.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The head of a line of the trail, read from its bytes by hand: a reader spends most of its time here. One object serves all lines of a
 * reader, so that nothing is allocated for those that nobody asked for. Not safe for several threads.
 *
 * <pre>
 *   [node=N ]type=T msg=audit(SEC.MMM:SERIAL): fields
 * </pre>
 */
final class LineHead {
    private static final byte[] NODE = ascii("node=");
    private static final byte[] TYPE = ascii("type=");
    private static final byte[] STAMP = ascii(" msg=audit(");
    private static final int SECONDS_DIGITS = 12;
    private static final int MILLIS_DIGITS = 3;
    private static final int SERIAL_DIGITS = 18;
    private static final int TYPE_NAMES = 256;

    /** Types come again and again. Other names may push one out: the table does not grow with what somebody writes. */
    private final String[] typeNames = new String[TYPE_NAMES];

    private final int[] typeNumbers = new int[TYPE_NAMES];

    /** What stood between {@code audit(} and the fields of the last line, in most cases the same as in this one: compared, not read again. */
    private final byte[] lastStamp = new byte[SECONDS_DIGITS + MILLIS_DIGITS + SERIAL_DIGITS + 4];

    private int lastStampLength;

    private int from;
    private int nodeEnd;
    private int typeStart;
    private int typeEnd;
    private int fieldsStart;
    private long stampMillis;
    private long serial;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the head of the line in {@code bytes[start..end)}; false if it has none, and then the object says nothing of use. */
    boolean read(byte[] bytes, int start, int end) {
        from = start;
        nodeEnd = start;
        int at = start;
        if (startsWith(NODE, bytes, at, end)) {
            nodeEnd = endOfWord(bytes, at + NODE.length, end);
            if (nodeEnd == at + NODE.length || nodeEnd == end || bytes[nodeEnd] != ' ') {
                return false;
            }
            at = nodeEnd + 1;
        }
        if (!startsWith(TYPE, bytes, at, end)) {
            return false;
        }
        typeStart = at + TYPE.length;
        typeEnd = endOfWord(bytes, typeStart, end);
        return typeEnd > typeStart
                && startsWith(STAMP, bytes, typeEnd, end)
                && readStamp(bytes, typeEnd + STAMP.length, end);
    }

    private boolean readStamp(byte[] bytes, int seconds, int end) {
        if (isLastStamp(bytes, seconds, end)) {
            fieldsStart = behindBlank(bytes, seconds + lastStampLength, end);
            return true;
        }
        int point = endOfDigits(bytes, seconds, end, SECONDS_DIGITS);
        int millis = point + 1;
        if (point == seconds || point == end || bytes[point] != '.') {
            return false;
        }
        int colon = endOfDigits(bytes, millis, end, MILLIS_DIGITS);
        int number = colon + 1;
        if (colon - millis != MILLIS_DIGITS || colon == end || bytes[colon] != ':') {
            return false;
        }
        int close = endOfDigits(bytes, number, end, SERIAL_DIGITS);
        fieldsStart = close + 2;
        if (close == number || fieldsStart > end || bytes[close] != ')' || bytes[close + 1] != ':') {
            return false;
        }
        stampMillis = number(bytes, seconds, point) * 1000 + number(bytes, millis, colon);
        serial = number(bytes, number, close);
        lastStampLength = fieldsStart - seconds;
        System.arraycopy(bytes, seconds, lastStamp, 0, lastStampLength);
        fieldsStart = behindBlank(bytes, fieldsStart, end);
        return true;
    }

    private boolean isLastStamp(byte[] bytes, int seconds, int end) {
        int stampEnd = seconds + lastStampLength;
        return lastStampLength > 0
                && stampEnd <= end
                && Arrays.equals(bytes, seconds, stampEnd, lastStamp, 0, lastStampLength);
    }

    private static int behindBlank(byte[] bytes, int at, int end) {
        return at < end && bytes[at] == ' ' ? at + 1 : at;
    }

    private static boolean startsWith(byte[] word, byte[] bytes, int at, int end) {
        if (end - at < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (bytes[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static int endOfWord(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && !isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r';
    }

    private static int endOfDigits(byte[] bytes, int start, int end, int most) {
        int at = start;
        int limit = Math.min(end, start + most);
        while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private static long number(byte[] bytes, int start, int end) {
        long number = 0;
        for (int i = start; i < end; i++) {
            number = 10 * number + bytes[i] - '0';
        }
        return number;
    }

    /** Since 1970-01-01T00:00Z. */
    long stampMillis() {
        return stampMillis;
    }

    long serial() {
        return serial;
    }

    /** Where the fields begin, from the beginning of the line. */
    int fieldsAt() {
        return fieldsStart - from;
    }

    /** Where the time begins, from the beginning of the line: what stands before it is text, as the fields are. */
    int stampAt() {
        return typeEnd + STAMP.length - from;
    }

    /** @param bytes those that were read */
    String node(byte[] bytes) {
        return nodeEnd == from ? null : text(bytes, from + NODE.length, nodeEnd);
    }

    /** @param bytes those that were read */
    boolean isNode(String node, byte[] bytes) {
        if (node == null || nodeEnd == from) {
            return node == null && nodeEnd == from;
        }
        return isText(node, bytes, from + NODE.length, nodeEnd);
    }

    /** @param bytes those that were read */
    String type(byte[] bytes) {
        return typeNames[typePlace(bytes)];
    }

    /** The number of the type, as {@link RecordTypes} has it. @param bytes those that were read */
    int typeNumber(byte[] bytes) {
        return typeNumbers[typePlace(bytes)];
    }

    private int typePlace(byte[] bytes) {
        int hash = 0;
        for (int i = typeStart; i < typeEnd; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 16) & TYPE_NAMES - 1;
        String name = typeNames[place];
        if (name == null || !isText(name, bytes, typeStart, typeEnd)) {
            name = text(bytes, typeStart, typeEnd);
            typeNames[place] = name;
            typeNumbers[place] = RecordTypes.number(name);
        }
        return place;
    }

    private static boolean isText(String text, byte[] bytes, int start, int end) {
        if (text.length() != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (text.charAt(i - start) != (bytes[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
