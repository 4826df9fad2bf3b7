package org.doorward.osgi;

import java.util.List;
import org.doorward.core.DeployedModule;

/** What the module table tells: core, which asks the modules, and trail and log, which say what happened. */
interface ModuleObserver {
    /**
     * Makes these the modules that are asked, in one step.
     *
     * @throws IllegalArgumentException if one cannot be asked; the modules before stay
     */
    void publish(List<DeployedModule> modules);

    /** What was published is complete: called without a lock, so that services may be registered. */
    void settled();

    /** A service that is not taken for a module. {@code message} names bundle and property and says what was expected. */
    void refused(String bundle, String message);
}
