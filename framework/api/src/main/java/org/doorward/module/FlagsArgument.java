package org.doorward.module;

/** A slot that holds the open options of a file operation, as bits of {@link OpenFlags}. */
public final class FlagsArgument extends Argument {
    FlagsArgument(Kind kind, String name) {
        super(kind, name);
    }
}
