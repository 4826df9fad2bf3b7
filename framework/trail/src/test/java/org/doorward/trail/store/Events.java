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
import org.doorward.trail.read.TrailLog;

/** Events and trails for tests. */
public final class Events {
    private Events() {}

    public static EventText text() {
        return new EventText(ProcessIdentity.current(null, "1.0.0"), new byte[] {1});
    }

    public static EventEncoder rename(long serial) {
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

    public static EventEncoder fact(long serial) {
        EventEncoder event = new EventEncoder();
        Facts.message(event, "hello " + serial);
        event.stamp(1750000000000L + serial, serial);
        return event;
    }

    /** A trail whose syncs cost nothing. */
    public static TrailFile trail(TrailSettings settings) throws java.io.IOException {
        return new TrailFile(settings, text(), TrailListener.NONE, new FaultyDisk(), () -> 0);
    }

    public static void append(TrailFile trail, EventEncoder event) throws java.io.IOException {
        trail.append(event.array(), 0, event.length());
    }

    public static List<Long> serials(Path trail) throws java.io.IOException {
        List<Long> serials = new ArrayList<>();
        try (TrailLog log = new TrailLog(trail)) {
            for (TrailEvent event = log.next(); event != null; event = log.next()) {
                serials.add(event.serial());
            }
        }
        return serials;
    }
}
