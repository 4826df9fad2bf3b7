package org.doorward.core;

import java.util.regex.Pattern;
import org.doorward.event.KindTable;

/** What a module hooks: {@code family.verb}, or {@code family.*} for all kinds of a family. Immutable. */
final class HookPattern {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]{0,31}\\.(?:\\*|[a-z][a-z0-9]{0,31})");

    private final String text;
    private final boolean all;

    private HookPattern(String text) {
        this.text = text;
        this.all = text.endsWith(".*");
    }

    /**
     * Reads a pattern. A kind of the contract's families must exist; any other family is an application's and may come later.
     *
     * @throws IllegalArgumentException with the module, the pattern and what is wrong
     */
    static HookPattern parse(DeployedModule module, String text, KindTable contract) {
        String where = "module [" + module.name() + "] of bundle [" + module.bundleLabel() + "]: hook [" + text + "]";
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    where + ": expected family.verb or family.* in lower-case letters and digits");
        }
        HookPattern pattern = new HookPattern(text);
        if (!pattern.all && contract.find(text) == null && contract.owns(pattern.family())) {
            throw new IllegalArgumentException(where + ": family [" + pattern.family()
                    + "] is Doorward's own and has no such kind; docs/hooks.md lists its kinds");
        }
        return pattern;
    }

    private String family() {
        return text.substring(0, text.indexOf('.'));
    }

    boolean selects(String kind) {
        return all ? kind.startsWith(text.substring(0, text.length() - 1)) : text.equals(kind);
    }
}
