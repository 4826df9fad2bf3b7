/**
 * What is known of a segment without reading it: for each block of some events their times, their serials, and which four bytes stand in them.
 * Knows nothing of records; {@link org.doorward.trail.read} says where blocks end, and asks. Internal to the trail.
 */
package org.doorward.trail.index;
