package org.doorward.module;

import org.osgi.annotation.versioning.ProviderType;

/** An operation of family {@code bundle}: the life of another bundle, or of the acting one. A flyweight as {@link Operation}. */
@ProviderType
public interface BundleOperation extends Operation {
    /**
     * The bundle operated on as {@code NAME:VERSION}; {@code null} before it is installed. Of {@code bundle.resolve} and
     * {@code bundle.refresh} all that the caller named, parted by commas; empty if it left the choice to the framework.
     */
    String target();

    /** Where it is installed from; {@code null} of several bundles. */
    String targetLocation();

    /**
     * Whether the bundle operated on is the one meant, or one of several is; false before it is installed. A refresh operates on all bundles
     * that it stops and starts again, named or not.
     */
    boolean targets(BundleMatch bundle);
}
