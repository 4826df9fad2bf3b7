package org.doorward.core;

import java.util.List;
import org.doorward.rules.RuleSet;

/**
 * Everything that operations need to know, at one moment. Immutable: a change makes a new one and swaps it in with one write.
 *
 * @param plans by the number of the kind; {@code null}: nobody wants it
 * @param idle for a detached operation that ends when nobody wants its kind any more
 * @param modules in the order in which they are asked
 */
record Snapshot(Plan[] plans, Plan idle, List<ActiveModule> modules, RuleSet rules) {}
