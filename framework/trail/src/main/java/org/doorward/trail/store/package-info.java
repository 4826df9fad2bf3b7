/** The trail on the disk: an {@link org.doorward.event.EventSink} that writes Linux audit text, in segments, durably. */
package org.doorward.trail.store;
