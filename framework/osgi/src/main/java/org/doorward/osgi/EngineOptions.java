package org.doorward.osgi;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How an engine is started.
 *
 * @param bundles the folder of jars that are started with the framework, before {@code deploy/} is looked at
 * @param shellHome the folder whose {@code etc/gosh_profile} the interactive shell begins with, on standard input and output; empty: no
 *     interactive shell
 * @param version the version of Doorward, for records
 * @param agent what the agent handed over to the launcher; empty: calls of the JDK and of the framework are not mediated
 * @param life whether the life of bundles is recorded after the fact, where nobody mediates it
 */
public record EngineOptions(
        Path bundles, Optional<Path> shellHome, String version, Optional<Map<?, ?>> agent, boolean life) {
    public EngineOptions {
        Objects.requireNonNull(bundles, "bundles");
        Objects.requireNonNull(shellHome, "shellHome");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(agent, "agent");
    }

    /** An instance, with an agent or without. */
    public EngineOptions(Path bundles, Optional<Path> shellHome, String version, Optional<Map<?, ?>> agent) {
        this(bundles, shellHome, version, agent, agent.isEmpty());
    }

    /** Without an agent, in a harness: the bundles that it installs are no news, and not recorded. */
    public EngineOptions(Path bundles, Optional<Path> shellHome, String version) {
        this(bundles, shellHome, version, Optional.empty(), false);
    }
}
