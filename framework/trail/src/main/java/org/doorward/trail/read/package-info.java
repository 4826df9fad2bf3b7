/**
 * The trail, read back: the whole of it ({@link org.doorward.trail.read.TrailLog}), or as it is written
 * ({@link org.doorward.trail.read.TrailFollower}). Shares nothing with who writes it but the form of a line.
 */
package org.doorward.trail.read;
