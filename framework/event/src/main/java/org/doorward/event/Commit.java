package org.doorward.event;

import java.util.Locale;

/** When the record of an operation is durable, in relation to the operation. Each includes the ones before it; the strongest of what applies counts. */
public enum Commit {
    /** The record is queued: nobody waits for the disk. */
    NONE,
    /** The record is durable before the caller sees the result. */
    EXIT,
    /** As {@link #EXIT}, and before that: a record that says that the operation is about to run is durable before it starts. */
    ENTRY;

    /** The word in rules and settings. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stronger of both. */
    public Commit or(Commit other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
