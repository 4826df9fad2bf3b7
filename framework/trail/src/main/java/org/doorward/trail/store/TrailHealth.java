package org.doorward.trail.store;

import org.doorward.control.LatencyStatus;
import org.doorward.control.TrailStatus;

/** The state of a trail at one moment. */
record TrailHealth(
        String segment,
        State state,
        long freeMegabytes,
        long stalledMillis,
        String diskStage,
        LatencyStatus writeTime,
        LatencyStatus syncTime)
        implements TrailStatus {}
