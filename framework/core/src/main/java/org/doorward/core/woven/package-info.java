/**
 * What the agent wove, as the engine reads it: the rows of the hook table with the places of their arguments and the ways of telling their
 * outcome. Knows methods and classes; nothing of frames, modules or bundles.
 *
 * <pre>
 *   hand-over (Map of java.base types) --&gt; WovenAgent --&gt; WovenRow: kind, item
 *                                                          Place*    where an argument stands in a call
 *                                                          Ending    success, failure, nothing, or another row tells
 *                                                          Denial    what the method declares, thrown in its stead
 * </pre>
 */
package org.doorward.core.woven;
