package org.doorward.transport;

import java.util.concurrent.TimeUnit;
import org.doorward.event.ErrorHandler;
import org.doorward.event.EventSink;

/** The transport with its monotonic clock taken away: what limits rates and times flushes reads the clock of the wall. For controls only. */
public final class WallClockTransport {
    private WallClockTransport() {}

    /** Serials begin with 1. */
    public static Transport of(TransportSettings settings, EventSink sink, ErrorHandler errors) {
        return new Transport(
                settings,
                sink,
                errors,
                System::currentTimeMillis,
                () -> TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
    }
}
