package org.doorward.trail.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern FORM =
            Pattern.compile("^(?:node=(\\S+) )?type=(\\S+) msg=audit\\((\\d{1,12})\\.(\\d{3}):(\\d{1,18})\\): ?");

    /** The head of the line, or {@code null} if the line has none. */
    static RecordHead of(String line) {
        Matcher head = FORM.matcher(line);
        if (!head.find()) {
            return null;
        }
        long stamp = Long.parseLong(head.group(3)) * 1000 + Long.parseLong(head.group(4));
        return new RecordHead(head.group(1), head.group(2), stamp, Long.parseLong(head.group(5)), head.end());
    }

    /** The one with the higher serial; either may be {@code null}. */
    static RecordHead highest(RecordHead one, RecordHead other) {
        return one == null || other != null && other.serial > one.serial ? other : one;
    }

    boolean isSameEvent(RecordHead other) {
        return serial == other.serial && stampMillis == other.stampMillis && java.util.Objects.equals(node, other.node);
    }
}
