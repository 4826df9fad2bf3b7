package org.doorward.tools;

import java.util.function.Supplier;
import picocli.CommandLine.Model.ArgSpec;

/**
 * An option or a parameter of a command, and its value once the words are parsed. Made by {@link Options}. Not safe for several threads.
 *
 * @param <T> its type
 */
public final class OptionValue<T> {
    private final ArgSpec spec;

    OptionValue(ArgSpec spec) {
        this.spec = spec;
    }

    /** Its value; {@code null} if it is neither given nor has a default. */
    public T value() {
        return spec.getValue();
    }

    /** Its value, or what is supplied if it has none. */
    public T valueOr(Supplier<? extends T> other) {
        return isGiven() ? value() : other.get();
    }

    /** Whether it has a value. */
    public boolean isGiven() {
        return value() != null;
    }
}
