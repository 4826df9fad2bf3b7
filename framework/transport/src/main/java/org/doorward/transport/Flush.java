package org.doorward.transport;

import org.doorward.event.Commit;

/** When the drain makes the trail durable, as {@code flush} of {@code auditd.conf(5)}. Callers with {@link Commit#EXIT} always wait for a sync. */
public enum Flush {
    /** Handed to the operating system after every run of events, never synced. */
    NONE,
    /** Synced when {@code freq} events were written since the last sync. */
    INCREMENTAL,
    /** Here the same as {@link #INCREMENTAL}: no caller waits for the drain's sync anyway. */
    INCREMENTAL_ASYNC,
    /** Synced after every run of events. */
    DATA,
    /** As {@link #DATA}: the sink's sync covers what is needed to read the data back, such as the size; not the time of change. */
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
