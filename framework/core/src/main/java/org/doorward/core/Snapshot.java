package org.doorward.core;

import java.util.List;
import java.util.Map;
import org.doorward.control.Mode;
import org.doorward.rules.RuleSet;

/**
 * Everything that operations need to know, at one moment. Immutable: a change makes a new one and swaps it in with one write.
 *
 * @param plans by the number of the kind; {@code null}: nobody wants it
 * @param idle for a detached operation that ends when nobody wants its kind any more
 * @param modules in the order in which they are asked
 * @param modes of these modules, as the plans have them
 */
record Snapshot(Plan[] plans, Plan idle, List<ActiveModule> modules, Map<ActiveModule, Mode> modes, RuleSet rules) {}
