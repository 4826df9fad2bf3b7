package org.doorward.rules;

import java.util.List;
import org.doorward.control.Enabled;

/**
 * What one line of a file of rules says. Immutable.
 *
 * @param verb the option that says what is done: -a, -A, -d, -w, -W, -D or -e; empty: nothing is
 * @param rule the rule that is added or taken away, or {@code null}
 * @param key with -D, whose rules go; {@code null}: all
 * @param enabled with -e, else {@code null}
 */
record RuleLine(String verb, Rule rule, String key, Enabled enabled) {
    static final RuleLine NOTHING = new RuleLine("", null, null, null);

    boolean adds() {
        return rule != null && !takesAway();
    }

    boolean takesAway() {
        return verb.equals("-d") || verb.equals("-W") || verb.equals("-D");
    }

    boolean saysSomething() {
        return !verb.isEmpty();
    }

    /** Carries it out with the rules before it; {@code false}: the rule that it takes away is not there. */
    boolean apply(List<Rule> rules) {
        switch (verb) {
            case "-a", "-w" -> rules.add(rule);
            case "-A" -> rules.add(0, rule);
            case "-d", "-W" -> {
                String said = rule.text();
                return rules.removeIf(other -> other.text().equals(said));
            }
            case "-D" -> rules.removeIf(other -> key == null || other.keys().contains(key));
            default -> {} // no rule is meant
        }
        return true;
    }
}
