package org.doorward.control;

import org.osgi.annotation.versioning.ProviderType;

/** A bundle without code whose rules are in force. Immutable. */
@ProviderType
public interface PolicyStatus {
    /** Its symbolic name. */
    String name();

    /** Its version. */
    String version();

    /** How many rules it brings. */
    int rules();

    /** The SHA-256 of its jar, in lower-case hex. */
    String sha256();
}
