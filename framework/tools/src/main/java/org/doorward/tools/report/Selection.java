package org.doorward.tools.report;

import java.util.List;
import org.doorward.tools.trail.Facts;

/** Which events a report is given. */
final class Selection {
    private static final int CONFIG_CHANGE = 1305;

    private final List<String> nodes;
    private final boolean failedOnly;
    private final boolean successOnly;
    private final boolean withoutConfiguration;

    /** @param nodes those whose events are meant; none = all */
    Selection(List<String> nodes, boolean failedOnly, boolean successOnly, boolean withoutConfiguration) {
        this.nodes = nodes;
        this.failedOnly = failedOnly;
        this.successOnly = successOnly;
        this.withoutConfiguration = withoutConfiguration;
    }

    boolean takes(Facts facts) {
        return (nodes.isEmpty() || nodes.contains(facts.event().node()))
                && (!failedOnly || facts.failed())
                && (!successOnly || facts.succeeded())
                && !(withoutConfiguration && facts.type() == CONFIG_CHANGE);
    }

    /** What the heading of totals begins with. */
    String words() {
        return failedOnly ? "Failed " : successOnly ? "Success " : "";
    }
}
