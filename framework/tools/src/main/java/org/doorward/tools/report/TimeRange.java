package org.doorward.tools.report;

import org.doorward.tools.time.TimeWindow;
import org.doorward.trail.TrailEvent;

/** From when to when a trail goes, and what of it was asked for. Times in milliseconds since 1970-01-01T00:00Z. */
final class TimeRange {
    private final TimeWindow window;
    private long first;
    private long last;
    private boolean any;

    TimeRange(TimeWindow window) {
        this.window = window;
    }

    /** Takes each event of the trail. @return whether it was asked for */
    boolean take(TrailEvent event) {
        long stamp = event.stampMillis();
        first = any ? first : stamp;
        last = any ? Math.max(last, stamp) : stamp; // events that overlap come in the order in which they began
        any = true;
        return window.includes(stamp);
    }

    boolean isEmpty() {
        return !any;
    }

    String ofTrail(ReportPage page) {
        return page.dateAndMillis(first) + " - " + page.dateAndMillis(last);
    }

    String selected(ReportPage page) {
        Long start = window.startMillis();
        Long end = window.endMillis();
        String from = page.date(start != null ? start : first);
        return from + " - " + (end != null ? page.date(end) : page.dateAndMillis(last));
    }
}
