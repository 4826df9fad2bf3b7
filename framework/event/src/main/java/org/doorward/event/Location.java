package org.doorward.event;

import java.net.URI;
import java.nio.file.Path;

/** Where a bundle was installed from, as {@code exe=} writes it. */
final class Location {
    private Location() {}

    /** A {@code file:} URL as its path; anything else as it is. */
    static String executable(String location) {
        if (location.startsWith("file:")) {
            try {
                return Path.of(URI.create(location)).toString();
            } catch (IllegalArgumentException e) {
                return location.substring("file:".length());
            }
        }
        return location;
    }
}
