package org.doorward.osgi;

import org.doorward.control.OperatorControl;
import org.doorward.core.Core;

/** What the operator changes while the engine runs. Safe for all threads. */
final class OperatorSwitches implements OperatorControl {
    private final Core core;

    OperatorSwitches(Core core) {
        this.core = core;
    }

    @Override
    public long resetLost() {
        return core.resetLost();
    }

    @Override
    public long resetBacklogWait() {
        return core.resetBacklogWait();
    }
}
