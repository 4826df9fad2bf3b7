package org.doorward.trail;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The records that share stamp and serial. Immutable. */
@ProviderType
public interface TrailEvent {
    /** The stamp, in milliseconds since 1970-01-01T00:00Z. */
    long stampMillis();

    /** The serial. */
    long serial();

    /** The node, or {@code null}. */
    String node();

    /** The records in the order of the trail, at least one. */
    List<TrailRecord> records();
}
