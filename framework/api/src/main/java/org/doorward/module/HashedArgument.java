package org.doorward.module;

/** A slot that is recorded as a keyed hash: equal values compare, the value itself is never written. Modules cannot read it. */
public final class HashedArgument extends Argument {
    HashedArgument(Kind kind, String name) {
        super(kind, name);
    }
}
