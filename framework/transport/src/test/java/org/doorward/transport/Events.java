package org.doorward.transport;

import org.doorward.audit.Lane;
import org.doorward.event.EventEncoder;
import org.doorward.event.RecordType;

/** Events to emit. */
final class Events {
    private static final String CHUNK = "x".repeat(4096);

    private Events() {}

    /** A small event of this lane. */
    static EventEncoder of(Lane lane) {
        return of(lane, 0);
    }

    /** An event of this lane with at least so many bytes. */
    static EventEncoder of(Lane lane, int bytes) {
        return into(new EventEncoder(), lane, bytes);
    }

    static EventEncoder into(EventEncoder event, Lane lane, int bytes) {
        return into(event, lane, bytes, "org.example.noisy");
    }

    /** An event of this bundle. */
    static EventEncoder into(EventEncoder event, Lane lane, int bytes, String bundle) {
        event.begin(RecordType.TEST);
        event.lane(lane);
        event.subject(bundle, "1.0.0", "", bundle + ":1.0.0");
        event.factToken("op", "self-test");
        while (event.length() < bytes) {
            event.factText("info", CHUNK.substring(0, Math.max(1, Math.min(CHUNK.length(), bytes - event.length()))));
        }
        return event;
    }
}
