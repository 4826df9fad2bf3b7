package org.doorward.trail.store;

import java.util.List;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/** The records that share stamp and serial. */
record LogEvent(String node, long stampMillis, long serial, List<TrailRecord> records) implements TrailEvent {}
