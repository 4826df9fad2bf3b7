package org.doorward.transport;

import org.doorward.audit.Lane;

/**
 * What the drain must know of a frame without looking into its event.
 *
 * <pre>
 *   bit 0  lossy lane
 *   bit 1  its room is of the unbounded budget
 *   bit 2  somebody waits for it to be durable
 * </pre>
 */
final class Mark {
    private static final int LOSSY = 1;
    private static final int UNBOUNDED = 2;
    private static final int AWAITED = 4;

    private Mark() {}

    static int of(Lane lane, Reserve purpose, boolean awaited) {
        return (lane == Lane.LOSSY ? LOSSY : 0)
                | (purpose == Reserve.UNBOUNDED ? UNBOUNDED : 0)
                | (awaited ? AWAITED : 0);
    }

    static Lane lane(int mark) {
        return (mark & LOSSY) != 0 ? Lane.LOSSY : Lane.RELIABLE;
    }

    static boolean unbounded(int mark) {
        return (mark & UNBOUNDED) != 0;
    }

    static boolean awaited(int mark) {
        return (mark & AWAITED) != 0;
    }
}
