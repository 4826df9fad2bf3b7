package org.doorward.tools.terminal;

import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --color}, for all commands at once. Not safe for several threads. */
public final class ColorOption {
    /** When there are colours. */
    public enum When {
        /** On a terminal, unless NO_COLOR is set (no-color.org) or TERM is dumb. */
        auto,
        /** Always. */
        always,
        /** Never. */
        never
    }

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            defaultValue = "auto",
            scope = ScopeType.INHERIT,
            description = "Colours in the output; auto, as without it: on a terminal, unless NO_COLOR is set.")
    private When when = When.auto;

    /** Whether there are colours on what is a terminal, or is none. */
    public boolean isOn(boolean terminal, Map<String, String> environment) {
        return when == When.always
                || when == When.auto
                        && terminal
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(environment.get("TERM"));
    }
}
