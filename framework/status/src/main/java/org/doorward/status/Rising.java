package org.doorward.status;

import java.util.function.ToDoubleFunction;
import org.doorward.control.AuditControl;

/**
 * A count that never falls, over one that begins at zero again: with a new version of a module, or when the operator resets it. What was
 * counted between the last look and the reset is missing. Safe for all threads.
 */
final class Rising {
    private final AuditControl control;
    private final ToDoubleFunction<AuditControl> count;
    private double before;
    private double last;

    Rising(AuditControl control, ToDoubleFunction<AuditControl> count) {
        this.control = control;
        this.count = count;
    }

    synchronized double now() {
        double count = this.count.applyAsDouble(control);
        if (count < last) {
            before += last;
        }
        last = count;
        return before + last;
    }
}
