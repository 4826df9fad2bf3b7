package org.doorward.transport;

import org.doorward.event.Commit;

/** When the drain makes the trail durable, as {@code flush} of {@code auditd.conf(5)}. Callers with {@link Commit#EXIT} always wait for a sync. */
public enum Flush {
    /** Handed to the operating system, never synced. */
    NONE,
    /** Synced after every {@code freq} events. */
    INCREMENTAL,
    /** Here the same as {@link #INCREMENTAL}: no caller waits for the drain's sync anyway. */
    INCREMENTAL_ASYNC,
    /** Synced after every run of events. */
    DATA,
    /** As {@link #DATA}: the sink's sync covers what is needed to read the data back. */
    SYNC;

    boolean due(long eventsSinceSync, int freq) {
        switch (this) {
            case NONE:
                return false;
            case INCREMENTAL:
            case INCREMENTAL_ASYNC:
                return eventsSinceSync >= freq;
            default:
                return eventsSinceSync > 0;
        }
    }
}
