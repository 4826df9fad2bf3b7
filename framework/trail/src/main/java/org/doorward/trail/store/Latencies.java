package org.doorward.trail.store;

import org.doorward.control.LatencyStatus;

/** How long calls of the disk took, by their number in the window. */
record Latencies(long count, long p50Micros, long p99Micros, long maxMicros) implements LatencyStatus {
    static final Latencies NONE = new Latencies(0, -1, -1, -1);
}
