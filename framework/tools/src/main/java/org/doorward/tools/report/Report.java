package org.doorward.tools.report;

import org.doorward.tools.trail.Facts;

/** One report over a trail: a heading, what it makes of each event, and an end. Not safe for several threads. */
interface Report {
    /** @param selection what the heading begins with: "Failed ", "Success " or nothing */
    void heading(ReportPage page, String selection);

    /**
     * Asks an event for what it keeps, on the thread that reads, so that {@link #take} finds it there: for reports that have more to do
     * than reading has. It may be no event that was asked for.
     */
    default void prepare(Facts facts) {}

    /** Takes the next event that was selected. */
    void take(Facts facts, ReportPage page);

    /** Writes what stands at the end. @return whether anything was found, as the original's exit code has it */
    boolean end(ReportPage page);

    /** Something for people to know besides: what the report had to leave out; {@code null} if nothing. */
    default String remark() {
        return null;
    }
}
