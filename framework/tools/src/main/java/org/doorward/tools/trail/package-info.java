/**
 * A trail as the tools read it: {@link org.doorward.tools.trail.TrailScan} goes through its events, and
 * {@link org.doorward.tools.trail.Facts} says of each what the original says.
 */
package org.doorward.tools.trail;
