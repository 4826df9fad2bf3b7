package org.doorward.tools.checkpoint;

import java.util.Objects;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.RecordTypes;
import org.doorward.trail.read.TrailQuery;

/**
 * What tells an event from all others of a trail.
 *
 * @param node {@code null}: none
 * @param stampMillis since 1970-01-01T00:00Z
 * @param type of its first record: a LOGIN is an event by itself, and the SYSCALL of its serial another
 */
record EventPlace(String node, long stampMillis, long serial, int type) {
    /** That of no event. */
    static final EventPlace NONE = new EventPlace(null, 0, 0, 0);

    static EventPlace of(TrailEvent event) {
        return new EventPlace(
                event.node(),
                event.stampMillis(),
                event.serial(),
                RecordTypes.number(event.records().get(0).type()));
    }

    /** What is known of its event beforehand. */
    TrailQuery query() {
        return TrailQuery.ALL.serial(serial).between(stampMillis, stampMillis);
    }

    boolean isOf(TrailEvent event) {
        return serial == event.serial()
                && stampMillis == event.stampMillis()
                && Objects.equals(node, event.node())
                && type == RecordTypes.number(event.records().get(0).type());
    }
}
