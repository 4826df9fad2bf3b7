package org.doorward.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/**
 * The installed distribution: {@code bin lib conf bundle samples}. Immutable.
 *
 * @param folder where it lies
 * @param version of Doorward
 */
record Distribution(Path folder, String version) {
    Distribution {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(version, "version");
    }

    /** The one that this class was loaded from. */
    static Distribution here() {
        try {
            Path jar = Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Distribution(jar.getParent().getParent(), readVersion());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e); // a class loader's URL of a jar is a URI
        }
    }

    private static String readVersion() {
        Properties build = new Properties();
        try (InputStream resource = Distribution.class.getResourceAsStream("build.properties")) {
            build.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version");
    }

    Path templates() {
        return folder.resolve("conf");
    }

    Path bundles() {
        return folder.resolve("bundle");
    }

    Path samples() {
        return folder.resolve("samples");
    }
}
