/** The trail on the disk: an {@link org.doorward.event.EventSink} that writes Linux audit text, and the reader of it. */
package org.doorward.trail.store;
