package org.doorward.core;

import java.util.List;
import java.util.Map;
import org.doorward.control.Mode;
import org.doorward.rules.RuleSet;

/**
 * Everything that operations need to know, at one moment. Immutable: a change makes a new one and swaps it in with one write.
 *
 * @param plans by the number of the kind; {@code null}: nobody wants it
 * @param judged by the number of the kind: whether the engine itself judges the operations that the agent intercepts
 * @param idle for a kind that is only judged, and for a detached operation that ends when nobody wants its kind any more
 * @param modules in the order in which they are asked
 * @param modes of these modules, as the plans have them
 */
record Snapshot(
        Plan[] plans,
        boolean[] judged,
        Plan idle,
        List<ActiveModule> modules,
        Map<ActiveModule, Mode> modes,
        RuleSet rules) {}
