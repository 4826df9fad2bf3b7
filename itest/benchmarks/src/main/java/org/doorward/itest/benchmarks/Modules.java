package org.doorward.itest.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.doorward.core.DeployedModule;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.PathMatch;
import org.doorward.module.SecurityModule;

/** Modules as administrators deploy them: each compares the path with twenty folders of its own. */
public final class Modules {
    private static final int RULES = 20;

    private Modules() {}

    /** Twenty folders; {@code owner} makes them another module's. Same length class as the names, so that bytes are compared, not lengths. */
    static PathMatch rules(String owner) {
        List<String> folders = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            folders.add(GuardedEngine.WORKING_FOLDER + "/" + owner + "/secret-" + i);
        }
        return PathMatch.under(folders);
    }

    /** So many modules that compare, all hooked on this. */
    static List<DeployedModule> comparing(int count, String hook) {
        List<DeployedModule> modules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = hook.replace("*", "all") + "-" + i;
            modules.add(deployed(name, new Comparing(rules(name)), hook));
        }
        return modules;
    }

    /** A module as the engine deploys it. */
    public static DeployedModule deployed(String name, SecurityModule service, String hook) {
        return new DeployedModule(name, "1.0.0", List.of(hook), 0, service, "org.example." + name + ":1.0.0", "", null);
    }

    /** Denies what lies in its folders. */
    private record Comparing(PathMatch folders) implements SecurityModule {
        @Override
        public Decision decide(org.doorward.module.Operation operation, org.doorward.audit.AuditContext audit) {
            return ((FileOperation) operation).touches(folders) ? Decision.DENY : Decision.PASS;
        }
    }
}
