package org.doorward.trail.store;

import java.nio.file.Path;

/**
 * What opening the trail found and did.
 *
 * @param lastSerial the serial of the last whole event, 0 if there is none: go on with the next
 * @param lastStampMillis its stamp, 0 if there is none
 * @param cutBytes how many bytes of an incomplete event were cut off the end; 0 = none
 * @param setAside where a file that is no trail was renamed to, or {@code null}
 */
public record Recovery(long lastSerial, long lastStampMillis, long cutBytes, Path setAside) {
    static final Recovery FRESH = new Recovery(0, 0, 0, null);
}
