package org.doorward.tools.print;

import org.doorward.trail.TrailEvent;

/** Prints events in one form. Not safe for several threads. */
public interface EventPrinter {
    /** Prints one event. */
    void print(TrailEvent event);
}
