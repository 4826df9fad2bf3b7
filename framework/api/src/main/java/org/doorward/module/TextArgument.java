package org.doorward.module;

/** A slot that holds text: untrusted, encoded in records. */
public final class TextArgument extends Argument {
    TextArgument(Kind kind, String name) {
        super(kind, name);
    }
}
