package org.doorward.osgi;

import java.util.Optional;
import org.doorward.core.BundleIdentity;
import org.doorward.event.Label;
import org.doorward.module.BundleMatch;

/**
 * A revision of a bundle as a subject. Holds text only, never the bundle or a class of it: whoever keeps it keeps no class loader.
 */
final class BundleSubject implements BundleIdentity {
    private final String symbolicName;
    private final String version;
    private final String location;
    private final String label;
    private final Optional<String> sha256;
    private final boolean transparent;

    BundleSubject(String symbolicName, String version, String location, Optional<String> sha256, boolean transparent) {
        this.symbolicName = symbolicName;
        this.version = version;
        this.location = location;
        this.label = Label.of(symbolicName, version);
        this.sha256 = sha256;
        this.transparent = transparent;
    }

    @Override
    public String symbolicName() {
        return symbolicName;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public String label() {
        return label;
    }

    /** SHA-256 of the installed jar, if Doorward installed it. */
    Optional<String> sha256() {
        return sha256;
    }

    /** Whether this bundle acts for its callers, as the component runtime and the shell do, and is never a subject itself. */
    boolean transparent() {
        return transparent;
    }

    @Override
    public boolean matches(BundleMatch match) {
        return match.matches(symbolicName, location, sha256);
    }

    /** The label. */
    @Override
    public String toString() {
        return label;
    }
}
