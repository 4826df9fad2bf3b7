package org.doorward.osgi;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How an engine is started.
 *
 * @param bundles the folder of jars that are started with the framework, before {@code deploy/} is looked at
 * @param shell whether the interactive shell is started, on standard input and output
 * @param version the version of Doorward, for records
 */
public record EngineOptions(Path bundles, boolean shell, String version) {
    public EngineOptions {
        Objects.requireNonNull(bundles, "bundles");
        Objects.requireNonNull(version, "version");
    }
}
