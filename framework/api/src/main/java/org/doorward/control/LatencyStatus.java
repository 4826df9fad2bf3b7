package org.doorward.control;

import org.osgi.annotation.versioning.ProviderType;

/**
 * How long the calls of one kind took that have returned in the last minute, failed ones included. Immutable, safe for all threads. In
 * microseconds, -1 if there were none; a percentile is at most a sixteenth more than it was, and never less.
 */
@ProviderType
public interface LatencyStatus {
    /** How many there were. */
    long count();

    /** Half of them took no longer. */
    long p50Micros();

    /** 99 of 100 took no longer. */
    long p99Micros();

    /** The longest one. */
    long maxMicros();
}
