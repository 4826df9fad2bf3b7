package org.doorward.osgi;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.Mode;
import org.doorward.control.ModuleControl;
import org.doorward.control.ModuleStatus;
import org.doorward.control.PolicyStatus;
import org.doorward.core.Core;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/** What the operator changes in modules while the engine runs. Safe for all threads. */
final class ModuleSwitches implements ModuleControl {
    private final Core core;
    private final LiveConfiguration configuration;
    private final DeployFolder folder;
    private final PolicyBundles policies;
    private final Consumer<Path> refused;

    /** @param refused told of what the deploy folder is not changed by, because modules are locked */
    ModuleSwitches(
            Core core,
            LiveConfiguration configuration,
            DeployFolder folder,
            PolicyBundles policies,
            Consumer<Path> refused) {
        this.core = core;
        this.configuration = configuration;
        this.folder = folder;
        this.policies = policies;
        this.refused = refused;
    }

    @Override
    public void setGlobalMode(Mode mode) throws ChangeRefusedException {
        configuration.changeMode("*", mode, core.control().globalMode());
    }

    @Override
    public void setMode(String module, Mode mode) throws ChangeRefusedException {
        for (ModuleStatus known : core.control().modules()) {
            if (known.name().equals(module)) {
                configuration.changeMode(module, mode, known.mode());
                return;
            }
        }
        throw new ChangeRefusedException(
                "[" + module + "]: expected the name of a module; semodule -l lists those that are loaded");
    }

    @Override
    public List<String> install(Path jar) throws ChangeRefusedException {
        unlocked(jar);
        return folder.install(jar);
    }

    @Override
    public List<String> remove(String module) throws ChangeRefusedException {
        unlocked(Path.of(module));
        return folder.remove(module);
    }

    @Override
    public List<String> disable(String module) throws ChangeRefusedException {
        unlocked(Path.of(module));
        return folder.disable(module);
    }

    @Override
    public List<PolicyStatus> policies() {
        return policies.inForce();
    }

    @Override
    public List<String> disabled() {
        return folder.disabled();
    }

    @Override
    public List<String> enable(String module) throws ChangeRefusedException {
        unlocked(Path.of(module));
        return folder.enable(module);
    }

    @Override
    public List<String> whatWouldAllow(TrailEvent event, TrailRecord denial) {
        return core.whatWouldAllow(event, denial);
    }

    private void unlocked(Path what) throws ChangeRefusedException {
        String lock = core.lockedBy();
        if (lock != null) {
            refused.accept(what);
            throw new ChangeRefusedException(
                    "The audit system is in immutable mode, no changes allowed: locked by " + lock);
        }
    }
}
