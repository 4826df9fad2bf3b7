package org.doorward.module;

/** A slot that holds true or false. */
public final class BooleanArgument extends Argument {
    BooleanArgument(Kind kind, String name) {
        super(kind, name);
    }
}
