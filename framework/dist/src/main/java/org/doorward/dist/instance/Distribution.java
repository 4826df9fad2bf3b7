package org.doorward.dist.instance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/**
 * The installed distribution: {@code bin lib conf etc bundle modules samples docs}. Immutable.
 *
 * @param folder where it lies
 */
public record Distribution(Path folder) {
    public Distribution {
        Objects.requireNonNull(folder, "folder");
    }

    /** The one that this class was loaded from. */
    public static Distribution here() {
        try {
            Path jar = Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Distribution(jar.getParent().getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e); // a class loader's URL of a jar is a URI
        }
    }

    /** That of Doorward, read anew at each call: most commands never ask. */
    public String version() {
        Properties build = new Properties();
        try (InputStream resource = Distribution.class.getResourceAsStream("build.properties")) {
            build.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version");
    }

    /** Configuration files that a new home begins with. */
    public Path templates() {
        return folder.resolve("conf");
    }

    /** Bundles that are started with every instance. */
    public Path bundles() {
        return folder.resolve("bundle");
    }

    /** Sample modules and the sample application, to be dropped into {@code deploy/}. */
    public Path samples() {
        return folder.resolve("samples");
    }

    /** The database that the demo mediates, what it imports, its client, and SQL. */
    public Path database() {
        return samples().resolve("h2");
    }

    /** Product modules, to be dropped into {@code deploy/}. */
    public Path modules() {
        return folder.resolve("modules");
    }

    /** The documentation. */
    public Path documentation() {
        return folder.resolve("docs");
    }
}
