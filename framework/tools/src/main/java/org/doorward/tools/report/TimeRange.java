package org.doorward.tools.report;

import org.doorward.trail.TrailEvent;

/** From when to when a trail goes, and what of it was asked for. Times in milliseconds since 1970-01-01T00:00Z. */
final class TimeRange {
    private final Long start;
    private final Long end;
    private long first;
    private long last;
    private boolean any;

    /** Bounds in whole seconds; {@code null} where there is none. */
    TimeRange(Long start, Long end) {
        this.start = start;
        this.end = end;
    }

    /** Takes each event of the trail. @return whether it was asked for */
    boolean take(TrailEvent event) {
        long stamp = event.stampMillis();
        if (!any) {
            first = stamp;
            any = true;
        }
        last = stamp;
        long second = Math.floorDiv(stamp, 1000) * 1000;
        return (start == null || second >= start) && (end == null || second <= end);
    }

    boolean isEmpty() {
        return !any;
    }

    String ofTrail(ReportPage page) {
        return page.dateAndMillis(first) + " - " + page.dateAndMillis(last);
    }

    String selected(ReportPage page) {
        String from = page.date(start != null ? start : first);
        return from + " - " + (end != null ? page.date(end) : page.dateAndMillis(last));
    }
}
