package org.doorward.trail;

import java.io.Closeable;
import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** Reads a trail event by event, oldest first. Not safe for several threads. Memory does not grow with the trail. */
@ProviderType
public interface TrailReader extends Closeable {
    /**
     * The next event.
     *
     * @return the event, or {@code null} at the end of what is written so far
     * @throws IOException if the trail cannot be read
     */
    TrailEvent next() throws IOException;
}
