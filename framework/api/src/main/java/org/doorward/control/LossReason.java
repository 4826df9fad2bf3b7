package org.doorward.control;

import java.util.Locale;

/** Why a record was lost; {@code reason=} of a DAEMON_ERR record. */
public enum LossReason {
    /** Over the rate limit. */
    RATE,
    /** No room in the backlog. */
    BACKLOG,
    /** The disk refused it. */
    DISK,
    /** Larger than an event may be. */
    OVERSIZE,
    /** The sink failed otherwise. */
    SINK;

    /** The word in records. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
