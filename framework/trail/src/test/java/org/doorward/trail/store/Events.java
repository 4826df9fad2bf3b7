package org.doorward.trail.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventText;
import org.doorward.event.Facts;
import org.doorward.event.KindTable;
import org.doorward.event.ProcessIdentity;
import org.doorward.module.PathArgument.Role;
import org.doorward.trail.TrailEvent;

/** Events and trails for tests. */
final class Events {
    private Events() {}

    static EventText text() {
        return new EventText(ProcessIdentity.current(null, "1.0.0"), new byte[] {1});
    }

    static EventEncoder rename(long serial) {
        EventEncoder event = new EventEncoder();
        event.begin(KindTable.contract().find("file.rename"));
        event.path(Role.SOURCE, "/srv/in/" + serial);
        event.path(Role.TARGET, "/srv/out/" + serial);
        event.denial("secrets", null, "no reason", false);
        event.section("secrets", "vault");
        event.field("note", "n\n" + serial);
        event.outcome(false, -13, "x.Y");
        event.stamp(1750000000000L + serial, serial);
        return event;
    }

    static EventEncoder fact(long serial) {
        EventEncoder event = new EventEncoder();
        Facts.message(event, "hello " + serial);
        event.stamp(1750000000000L + serial, serial);
        return event;
    }

    static void append(TrailFile trail, EventEncoder event) throws java.io.IOException {
        trail.append(event.array(), 0, event.length());
    }

    static List<Long> serials(Path trail) throws java.io.IOException {
        List<Long> serials = new ArrayList<>();
        try (TrailLog log = new TrailLog(trail)) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                serials.add(event.serial());
            }
        }
        return serials;
    }
}
