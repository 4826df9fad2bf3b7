package org.doorward.module;

import org.osgi.annotation.versioning.ProviderType;

/** An operation of family {@code bundle}: the life of another bundle, or of the acting one. A flyweight as {@link Operation}. */
@ProviderType
public interface BundleOperation extends Operation {
    /** The bundle operated on as {@code NAME:VERSION}; {@code null} before it is installed. */
    String target();

    /** Where it is installed from. */
    String targetLocation();

    /** Whether the bundle operated on is the one meant; false before it is installed. */
    boolean targets(BundleMatch bundle);
}
