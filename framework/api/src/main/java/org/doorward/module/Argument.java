package org.doorward.module;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A typed slot of a kind. Defined by the methods of {@link Kind}; immutable and safe for all threads. The subclass is the type;
 * further subclasses may be added.
 */
public abstract class Argument {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");

    private final Kind kind;
    private final String name;

    Argument(Kind kind, String name) {
        if (!NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("argument [" + name + "] of kind [" + kind.name()
                    + "]: a name has 1 to 32 of a-z 0-9 _ and begins with a letter");
        }
        this.kind = kind;
        this.name = name.intern();
    }

    /** The kind that this slot belongs to. */
    public final Kind kind() {
        return kind;
    }

    /** The name, {@code [a-z][a-z0-9_]*}, interned. */
    public final String name() {
        return name;
    }

    /** {@code kind/name}, for messages. */
    @Override
    public final String toString() {
        return kind.name() + "/" + name;
    }
}
