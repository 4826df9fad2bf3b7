package org.doorward.module;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A name as {@link PathMatch} walks it: its segments in order, without empty ones, {@code .} and {@code ..}. Read as far as the walk
 * needs. One thread.
 */
@ProviderType
public interface PathSegments {
    /**
     * The absolute, normalised folder that the segments are taken from; {@code null}: from the root. Always the same object for the same
     * folder, so that a match prepares itself once.
     */
    String folder();

    /** Whether there are more segments than {@code index}. To be asked before the other methods, in rising order. */
    boolean has(int index);

    /** What {@link String#hashCode} is for this segment. */
    int hash(int index);

    /** Whether the segment is this text. */
    boolean is(int index, String text);
}
