package org.doorward.itest.coverage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rows of the agent's hook table that decide, for one JDK. Those that only end what another row began let everything pass. */
final class Hooks {
    /** A woven method and the kind of its operations. */
    record Hook(String type, String signature, String kind) {
        String method() {
            return type + "." + signature;
        }
    }

    private static final String ENDS_ONLY = "of ";

    private Hooks() {}

    /** All rows that are woven on a JDK, those of kinds on request among them, and that can deny. */
    static List<Hook> deciding(int feature) {
        List<Hook> hooks = new ArrayList<>();
        for (Table.Row row : Table.hooks()) {
            if (row.get("jdk" + feature).equals("1") && !row.get("outcome").contains(ENDS_ONLY)) {
                hooks.add(new Hook(row.get("class"), row.get("method") + row.get("descriptor"), row.get("kind")));
            }
        }
        return hooks;
    }

    /** The names of their methods. */
    static Set<String> methods(List<Hook> hooks) {
        Set<String> methods = new HashSet<>();
        hooks.forEach(hook -> methods.add(hook.method()));
        return methods;
    }
}
