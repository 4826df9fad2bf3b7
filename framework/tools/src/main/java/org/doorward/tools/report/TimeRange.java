package org.doorward.tools.report;

import org.doorward.tools.time.TimeWindow;
import org.doorward.tools.trail.TrailScan;

/** From when to when a trail goes that was read to its end, and what of it was asked for. */
final class TimeRange {
    private final TimeWindow window;
    private final TrailScan trail;

    TimeRange(TimeWindow window, TrailScan trail) {
        this.window = window;
        this.trail = trail;
    }

    String ofTrail(ReportPage page) {
        return page.dateAndMillis(trail.firstMillis()) + " - " + page.dateAndMillis(trail.latestMillis());
    }

    String selected(ReportPage page) {
        Long start = window.startMillis();
        Long end = window.endMillis();
        String from = page.date(start != null ? start : trail.firstMillis());
        return from + " - " + (end != null ? page.date(end) : page.dateAndMillis(trail.latestMillis()));
    }
}
