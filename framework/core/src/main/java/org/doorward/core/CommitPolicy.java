package org.doorward.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.doorward.event.Commit;
import org.doorward.rules.Action;
import org.doorward.rules.Rule;
import org.doorward.rules.RuleSet;

/**
 * When records are durable, as far as the settings say: of all operations, and of those under a key. What rules say is added for each
 * operation; the strongest of what applies counts. Immutable; reading allocates nothing.
 *
 * @param byDefault of every operation
 * @param byKey of operations under this key, whether a module or a rule gave it
 */
record CommitPolicy(Commit byDefault, Map<String, Commit> byKey) {
    CommitPolicy {
        Objects.requireNonNull(byDefault, "commit");
        Map<String, Commit> stronger = new HashMap<>(byKey);
        stronger.values().removeIf(commit -> commit == Commit.NONE);
        byKey = Map.copyOf(stronger);
    }

    /** Whether some operation of this kind could have an entry. */
    boolean couldEnter(String kind, RuleSet rules) {
        return byDefault == Commit.ENTRY || byKey.containsValue(Commit.ENTRY) || rules.couldEnter(kind, byKey);
    }

    /** Of this operation as it is now. {@code rule}: the one that matches it, or {@code null}. */
    Commit of(Frame frame, Rule rule) {
        Commit strongest = frame.entry() == 0 ? byDefault : Commit.ENTRY;
        boolean selected = rule != null && rule.action() == Action.ALWAYS;
        if (selected) {
            strongest = strongest.or(rule.commit());
        }
        if (byKey.isEmpty()) {
            return strongest;
        }
        for (int i = 0; i < frame.keys().size(); i++) {
            strongest = strongest.or(of(frame.keys().get(i)));
        }
        if (frame.acting().isNobodys()) {
            strongest = strongest.or(of(UnattributedPolicy.KEY));
        }
        for (int i = 0; selected && i < rule.keys().size(); i++) {
            strongest = strongest.or(of(rule.keys().get(i)));
        }
        return strongest;
    }

    private Commit of(String key) {
        return byKey.getOrDefault(key, Commit.NONE);
    }
}
