package org.doorward.control;

import org.osgi.annotation.versioning.ProviderType;

/** The state of the trail at one moment. Immutable, safe for all threads. */
@ProviderType
public interface TrailStatus {
    /** How the trail is. */
    enum State {
        /** It takes events. */
        OK,
        /** A call of the disk has not returned for longer than {@code stall_time}. */
        STALLED,
        /** It takes no ordinary events by an action of the administrator's, until the disk has recovered. */
        SUSPENDED,
        /** It takes nothing: no segment can be opened. It is tried again about once a second. */
        FAILED
    }

    /** The name of the segment that is written. */
    String segment();

    /** How it is. */
    State state();

    /** Mebibytes that were free on its disk when the trail last looked. */
    long freeMegabytes();

    /** For how long a call has been hanging, in milliseconds; 0 unless {@link State#STALLED}. */
    long stalledMillis();

    /**
     * The worst stage that its disk is in: {@code space-left}, {@code admin-space-left}, {@code disk-full} or {@code disk-error}, as in
     * records; empty if none.
     */
    String diskStage();

    /** How long it takes to write to the segment: one call for each 64 KiB, or for what has come when the drain has caught up. */
    LatencyStatus writeTime();

    /** How long it takes to make durable what was written: {@code fdatasync(2)}, as {@code flush}, {@code freq} and commits ask for it. */
    LatencyStatus syncTime();
}
