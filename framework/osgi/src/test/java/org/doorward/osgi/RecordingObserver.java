package org.doorward.osgi;

import java.util.ArrayList;
import java.util.List;
import org.doorward.core.DeployedModule;

/** Keeps what the module table tells. Refuses a module with the hook {@code file.fly}, as core does. */
final class RecordingObserver implements ModuleObserver {
    /** Each published list, as {@code NAME VERSION, ...}. */
    final List<String> published = new ArrayList<>();

    final List<String> refused = new ArrayList<>();

    @Override
    public synchronized void publish(List<DeployedModule> modules) {
        for (DeployedModule module : modules) {
            if (module.hooks().contains("file.fly")) {
                throw new IllegalArgumentException("module [" + module.name() + "]: hook [file.fly]: no such kind");
            }
        }
        published.add(
                String.join(", ", modules.stream().map(DeployedModule::toString).toList()));
    }

    @Override
    public void settled() {
        // Nothing depends on it here.
    }

    @Override
    public synchronized void refused(String bundle, String message) {
        refused.add(message);
    }

    synchronized String last() {
        return published.isEmpty() ? "nothing was published" : published.get(published.size() - 1);
    }
}
