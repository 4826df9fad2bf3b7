package org.doorward.core;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.doorward.control.Mode;
import org.doorward.module.SecurityModule;

/**
 * A security module that is to take part: what its service and its bundle say about it. Immutable; one instance for each
 * registration, compared by identity: publishing the same instance again keeps its counters.
 */
public final class DeployedModule {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String ENGINE = "doorward";

    private final String name;
    private final String version;
    private final List<String> hooks;
    private final int ranking;
    private final SecurityModule service;
    private final String bundleLabel;
    private final String sha256;
    private final Mode declaredMode;

    /**
     * Describes a module. Hooks are checked when it is published.
     *
     * @param name as {@link SecurityModule#NAME}
     * @param version of its bundle
     * @param hooks as {@link SecurityModule#HOOKS}, at least one
     * @param ranking higher is asked earlier
     * @param service the module; held until another list is published
     * @param bundleLabel the label of its bundle, for messages
     * @param sha256 of its jar, empty if unknown
     * @param declaredMode as {@link SecurityModule#MODE}, or {@code null} for the default mode
     * @throws IllegalArgumentException if the name has another form or there is no hook
     */
    public DeployedModule(
            String name,
            String version,
            List<String> hooks,
            int ranking,
            SecurityModule service,
            String bundleLabel,
            String sha256,
            Mode declaredMode) {
        if (!NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("module name [" + name + "] of bundle [" + bundleLabel
                    + "]: expected 1 to 64 of A-Z a-z 0-9 . _ - in property " + SecurityModule.NAME);
        }
        if (name.equalsIgnoreCase(ENGINE)) {
            throw new IllegalArgumentException("module name [" + name + "] of bundle [" + bundleLabel
                    + "] is what the engine's own denials have in the trail: expected another one in property "
                    + SecurityModule.NAME);
        }
        if (hooks.isEmpty()) {
            throw new IllegalArgumentException("module [" + name + "] of bundle [" + bundleLabel
                    + "] hooks nothing: expected family.verb or family.* in property " + SecurityModule.HOOKS);
        }
        this.name = name;
        this.version = Objects.requireNonNull(version, "version");
        this.hooks = List.copyOf(hooks);
        this.ranking = ranking;
        this.service = Objects.requireNonNull(service, "service");
        this.bundleLabel = Objects.requireNonNull(bundleLabel, "bundleLabel");
        this.sha256 = Objects.requireNonNull(sha256, "sha256");
        this.declaredMode = declaredMode;
    }

    /** The module's name. */
    public String name() {
        return name;
    }

    /** The version of its bundle. */
    public String version() {
        return version;
    }

    /** What it hooks. */
    public List<String> hooks() {
        return hooks;
    }

    /** Its place: higher is asked earlier. */
    public int ranking() {
        return ranking;
    }

    /** The label of its bundle. */
    public String bundleLabel() {
        return bundleLabel;
    }

    /** The hash of its jar, empty if unknown. */
    public String sha256() {
        return sha256;
    }

    /** The mode in which it wants to start, or {@code null}. */
    public Mode declaredMode() {
        return declaredMode;
    }

    SecurityModule service() {
        return service;
    }

    /** Name and version, for messages. */
    @Override
    public String toString() {
        return name + " " + version;
    }
}
