package org.doorward.itest.scenarios;

import org.doorward.module.Decision;
import org.doorward.module.SecurityModule;

/** Modules of one sentence. */
final class Modules {
    static final SecurityModule PASSING = (operation, audit) -> Decision.PASS;

    private Modules() {}

    static SecurityModule flagging(String key) {
        return (operation, audit) -> {
            audit.flag(key).field("by", key);
            return Decision.PASS;
        };
    }

    static SecurityModule tracing(String key) {
        return (operation, audit) -> {
            audit.trace(key).field("by", key);
            return Decision.PASS;
        };
    }

    static SecurityModule denying(String reason) {
        return (operation, audit) -> {
            audit.reason(reason).rule("r-" + reason);
            return Decision.DENY;
        };
    }
}
