package org.doorward.module;

/** A slot that holds a whole number of 64 bits. */
public final class LongArgument extends Argument {
    LongArgument(Kind kind, String name) {
        super(kind, name);
    }
}
