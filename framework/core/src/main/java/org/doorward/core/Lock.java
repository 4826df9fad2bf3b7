package org.doorward.core;

import org.doorward.control.Enabled;

/**
 * Whether operations are recorded, and whether the configuration may change. Immutable.
 *
 * @param enabled as {@code auditctl -e}
 * @param by what locked it, in words for people; empty if it is not locked
 */
record Lock(Enabled enabled, String by) {
    static final Lock OPEN = new Lock(Enabled.ON, "");

    boolean isLocked() {
        return enabled == Enabled.LOCKED;
    }
}
