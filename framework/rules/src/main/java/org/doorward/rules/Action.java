package org.doorward.rules;

import java.util.Locale;

/** What happens to what a rule matches. */
public enum Action {
    /** Record it. */
    ALWAYS,
    /** Do not record it. A denial is recorded all the same. */
    NEVER;

    /** The word in rules. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
