package org.doorward.module;

import org.osgi.annotation.versioning.ProviderType;

/** An operation of family {@code file}: one path, or two of which one is the source and one the target. A flyweight as {@link Operation}. */
@ProviderType
public interface FileOperation extends Operation {
    /** The source if there are two paths, else the only one. */
    PathValue source();

    /** The target if there are two paths, else the only one. */
    PathValue target();

    /** Whether there are two paths. */
    boolean hasTwoPaths();

    /** The open options as bits of {@link OpenFlags}, 0 if there are none. */
    int flags();

    /** Whether any of the paths lies in these folders. Allocates nothing. */
    boolean touches(PathMatch folders);
}
