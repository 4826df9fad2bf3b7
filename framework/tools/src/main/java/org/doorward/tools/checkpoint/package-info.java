/**
 * A search that goes on where the one before it ended: {@code --checkpoint} of {@code ausearch(8)}.
 * {@link org.doorward.tools.checkpoint.CheckpointedTrail} reads the new events of a trail,
 * {@link org.doorward.tools.checkpoint.Checkpoint} is the file in which it remembers the last one.
 */
package org.doorward.tools.checkpoint;
