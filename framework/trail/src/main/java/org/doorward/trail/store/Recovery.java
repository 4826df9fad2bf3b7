package org.doorward.trail.store;

import java.nio.file.Path;
import java.util.List;

/**
 * What opening the trail found and did.
 *
 * @param lastSerial the highest serial of a whole event, 0 if there is none: go on with the next
 * @param lastStampMillis that event's stamp, 0 if there is none
 * @param cutBytes how many bytes of an incomplete event were cut off the end; 0 = none
 * @param setAside what is no trail, renamed and not changed; and, with {@code cutBytes}, a copy of what was cut, if whole events were among it
 */
public record Recovery(long lastSerial, long lastStampMillis, long cutBytes, List<Path> setAside) {
    static final Recovery FRESH = new Recovery(0, 0, 0, List.of());

    public Recovery {
        setAside = List.copyOf(setAside);
    }
}
