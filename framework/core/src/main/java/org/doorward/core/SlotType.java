package org.doorward.core;

import org.doorward.module.Argument;
import org.doorward.module.BooleanArgument;
import org.doorward.module.DecimalArgument;
import org.doorward.module.FlagsArgument;
import org.doorward.module.HashedArgument;
import org.doorward.module.LongArgument;
import org.doorward.module.PathArgument;
import org.doorward.module.SecretArgument;
import org.doorward.module.TextArgument;

/** What a slot of a kind can hold. */
enum SlotType {
    TEXT,
    NUMBER,
    DECIMAL,
    BOOLEAN,
    FLAGS,
    PATH,
    SECRET,
    HASHED,
    /** An address, of the network or of a socket in the file system; set by woven calls alone, like all that follow. */
    ADDRESS,
    /** The words of a command line. */
    ARGV,
    /** A bundle, by its names. */
    BUNDLE,
    /** What two frames work on: compared by identity, never written. */
    HANDLE;

    /** The type of an argument that an application or a module defined. */
    static SlotType of(Argument argument) {
        if (argument instanceof TextArgument) {
            return TEXT;
        }
        if (argument instanceof LongArgument) {
            return NUMBER;
        }
        if (argument instanceof DecimalArgument) {
            return DECIMAL;
        }
        if (argument instanceof BooleanArgument) {
            return BOOLEAN;
        }
        if (argument instanceof FlagsArgument) {
            return FLAGS;
        }
        if (argument instanceof PathArgument) {
            return PATH;
        }
        if (argument instanceof SecretArgument) {
            return SECRET;
        }
        if (argument instanceof HashedArgument) {
            return HASHED;
        }
        throw new IllegalArgumentException(argument + " has a type that this engine does not know");
    }

    /** The type of a slot in the table of kinds. */
    static SlotType ofContract(String type) {
        return switch (type) {
            case "string", "class", "loader", "service" -> TEXT;
            case "int", "long" -> NUMBER;
            case "flags" -> FLAGS;
            case "path" -> PATH;
            case "secret" -> SECRET;
            case "address" -> ADDRESS;
            case "argv" -> ARGV;
            case "bundle" -> BUNDLE;
            case "handle" -> HANDLE;
            default -> throw new IllegalArgumentException("type [" + type + "] of an argument in the table of kinds");
        };
    }

    /** The word in the slots of an application's kind. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
