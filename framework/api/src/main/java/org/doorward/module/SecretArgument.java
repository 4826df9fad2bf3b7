package org.doorward.module;

/** A slot whose value is never taken over by the framework: records say {@code (masked)}; a module learns only that it is there. */
public final class SecretArgument extends Argument {
    SecretArgument(Kind kind, String name) {
        super(kind, name);
    }
}
