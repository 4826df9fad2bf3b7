package org.doorward.tools.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailFollower;

/*
 * The follower that reads the last events goes on behind them: there is no seam between two readers, where an event could be doubled, lost or
 * split (LastEventsProperties). An event that is open when the end is reached comes as one of the new ones, whole, and so do those
 * behind it; unless nothing was written for long enough, as in a trail that nobody writes to: then it is one of the last.
 */
/**
 * Where a live view begins: the last events that were there before, and a follower that stands behind them. Looked for from the end of the
 * trail, further and further back.
 *
 * @param events that passed the filter, oldest first
 * @param follower gives what comes after them; the caller's to close
 */
record LastEvents(List<TrailEvent> events, TrailFollower follower) {
    /** In bytes. Who looks for what is rarer uses ausearch. */
    static final long FURTHEST = 64L * 1024 * 1024;

    private static final long NEAREST = 1024L * 1024;
    private static final int FACTOR = 8;

    /**
     * Opens a trail.
     *
     * @param count how many events, at most
     * @param now in milliseconds since 1970-01-01T00:00Z: what is younger is live already, and comes beyond the count
     */
    static LastEvents of(Path trail, Predicate<TrailEvent> filter, int count, long now) throws IOException {
        long back = count == 0 ? 0 : NEAREST;
        while (true) {
            TrailFollower follower = new TrailFollower(trail, back);
            boolean taken = false;
            try {
                List<TrailEvent> events = read(follower, filter, count, now);
                taken = events.size() >= count || back >= FURTHEST;
                if (taken) {
                    return new LastEvents(events, follower);
                }
            } finally {
                if (!taken) {
                    follower.close();
                }
            }
            back *= FACTOR;
        }
    }

    private static List<TrailEvent> read(TrailFollower follower, Predicate<TrailEvent> filter, int count, long now)
            throws IOException {
        Deque<TrailEvent> last = new ArrayDeque<>();
        boolean live = false;
        for (TrailEvent event = follower.next(); event != null && !live; event = live ? null : follower.next()) {
            live = event.stampMillis() > now;
            if (filter.test(event)) {
                last.add(event);
                if (!live && last.size() > count) {
                    last.remove();
                }
            }
        }
        return List.copyOf(last);
    }
}
