package org.doorward.trail.read;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The head of a line of the trail, to keep; {@link LineHead} draws it.
 *
 * @param node or {@code null}
 * @param type the record type
 * @param stampMillis since 1970-01-01T00:00Z
 * @param serial of the event
 * @param fieldsAt where the fields begin in the line
 */
public record RecordHead(String node, String type, long stampMillis, long serial, int fieldsAt) {
    /** The head of the line, each byte a character of its own, or {@code null} if the line has none. */
    public static RecordHead of(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        LineHead head = new LineHead();
        return !head.read(bytes, 0, bytes.length)
                ? null
                : new RecordHead(
                        head.node(bytes), head.type(bytes), head.stampMillis(), head.serial(), head.fieldsAt());
    }

    /** The one with the higher serial; either may be {@code null}. */
    public static RecordHead highest(RecordHead one, RecordHead other) {
        return one == null || other != null && other.serial > one.serial ? other : one;
    }

    /** Whether both are records of one event. */
    public boolean isSameEvent(RecordHead other) {
        return serial == other.serial && stampMillis == other.stampMillis && Objects.equals(node, other.node);
    }
}
