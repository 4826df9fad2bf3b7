package org.doorward.osgi;

import java.util.List;
import java.util.Optional;
import org.doorward.core.BundleIdentity;
import org.doorward.event.Label;
import org.doorward.module.BundleMatch;
import org.osgi.framework.Constants;

/**
 * A revision of a bundle as a subject. Holds text only, never the bundle or a class of it: whoever keeps it keeps no class loader.
 */
final class BundleSubject implements BundleIdentity {
    private final String symbolicName;
    private final String version;
    private final String location;
    private final String label;
    private final Optional<String> sha256;
    private final boolean own;

    BundleSubject(String symbolicName, String version, String location, Optional<String> sha256, boolean own) {
        this.symbolicName = symbolicName;
        this.version = version;
        this.location = location;
        this.label = Label.of(symbolicName, version);
        this.sha256 = sha256;
        this.own = own;
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

    /** That of the system bundle is a word of the specification and no jar. */
    @Override
    public String executable() {
        return location.equals(Constants.SYSTEM_BUNDLE_LOCATION) ? "" : location;
    }

    @Override
    public String label() {
        return label;
    }

    /** SHA-256 of the installed jar, if Doorward installed it. */
    Optional<String> sha256() {
        return sha256;
    }

    /** Whether this is the engine, the framework or a bundle of the distribution, which act for their callers. */
    @Override
    public boolean own() {
        return own;
    }

    @Override
    public List<BundleMatch> proofs() {
        if (executable().isEmpty()) {
            return List.of();
        }
        BundleMatch byLocation = BundleMatch.withLocation(symbolicName, location);
        return sha256.map(hash -> List.of(BundleMatch.withHash(symbolicName, hash), byLocation))
                .orElse(List.of(byLocation));
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
