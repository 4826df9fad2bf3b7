package org.doorward.tools.terminal;

import java.util.Map;
import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import picocli.CommandLine.Model.OptionSpec;
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

    private final OptionValue<When> when;

    /** Adds it to those of a command. */
    public ColorOption(Options options) {
        when = options.word(
                When.class,
                OptionSpec.builder("--color")
                        .paramLabel("auto|always|never")
                        .defaultValue("auto")
                        .scopeType(ScopeType.INHERIT)
                        .description(
                                "Colours in the output; auto, as without it: on a terminal, unless NO_COLOR is set."));
    }

    /** Whether there are colours on what is a terminal, or is none. */
    public boolean isOn(boolean terminal, Map<String, String> environment) {
        return when.value() == When.always
                || when.value() == When.auto
                        && terminal
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(environment.get("TERM"));
    }
}
