package org.doorward.module;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bundle as policy names it: by symbolic name <em>and</em> what nobody else can claim, the hash of its jar, its signer or
 * its location. A name alone is no identity: any jar may carry it. Immutable, safe for all threads.
 */
public final class BundleMatch {
    /** What besides the name identifies the bundle. */
    public enum By {
        /** SHA-256 of the installed jar, 64 lower-case hexadecimal digits. */
        SHA256,
        /** Where it was installed from, as {@code Bundle.getLocation()}. */
        LOCATION
    }

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final String symbolicName;
    private final By by;
    private final String proof;

    private BundleMatch(String symbolicName, By by, String proof) {
        this.symbolicName = Objects.requireNonNull(symbolicName, "symbolicName");
        this.by = by;
        this.proof = Objects.requireNonNull(proof, "proof");
    }

    /** The bundle of this name whose jar has this hash. @throws IllegalArgumentException if the hash is not 64 hexadecimal digits */
    public static BundleMatch withHash(String symbolicName, String sha256) {
        String digits = sha256.toLowerCase(Locale.ROOT);
        if (!HASH.matcher(digits).matches()) {
            throw new IllegalArgumentException(
                    "sha256 [" + sha256 + "] of [" + symbolicName + "]: expected 64 hexadecimal digits");
        }
        return new BundleMatch(symbolicName, By.SHA256, digits);
    }

    /** The bundle of this name that was installed from this location. */
    public static BundleMatch withLocation(String symbolicName, String location) {
        return new BundleMatch(symbolicName, By.LOCATION, location);
    }

    /**
     * A bundle as configuration names it: {@code NAME@sha256=DIGITS} or {@code NAME@location=LOCATION}.
     *
     * @throws IllegalArgumentException if the text has another form, with the text and what is expected
     */
    public static BundleMatch parse(String text) {
        int at = text.indexOf('@');
        int equals = text.indexOf('=', at);
        if (at > 0 && equals > at + 1 && equals + 1 < text.length()) {
            String name = text.substring(0, at);
            String value = text.substring(equals + 1);
            switch (text.substring(at + 1, equals)) {
                case "sha256":
                    return withHash(name, value);
                case "location":
                    return withLocation(name, value);
                default:
                    break;
            }
        }
        throw new IllegalArgumentException(
                "bundle [" + text + "]: expected NAME@sha256=DIGITS or NAME@location=LOCATION;"
                        + " a name alone is no identity, any jar may carry it");
    }

    /** The symbolic name. */
    public String symbolicName() {
        return symbolicName;
    }

    /** What {@link #proof()} is. */
    public By by() {
        return by;
    }

    /** The hash or location. */
    public String proof() {
        return proof;
    }

    /** Whether a bundle with these properties is meant; {@code sha256} is empty where it is unknown. */
    public boolean matches(String name, String location, Optional<String> sha256) {
        if (!symbolicName.equals(name)) {
            return false;
        }
        return by == By.LOCATION ? proof.equals(location) : sha256.isPresent() && proof.equals(sha256.get());
    }

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
        return symbolicName + "@" + by.name().toLowerCase(Locale.ROOT) + "=" + proof;
    }
}
