package org.doorward.module;

/** A slot that holds a file name. Its role says which path it is when a kind has two. */
public final class PathArgument extends Argument {
    /** What a path is to its operation. */
    public enum Role {
        /** The only path. */
        OBJECT,
        /** Where it comes from: the old name of a rename, the existing file of a link. */
        SOURCE,
        /** Where it goes to: the new name. */
        TARGET
    }

    private final Role role;

    PathArgument(Kind kind, String name, Role role) {
        super(kind, name);
        this.role = java.util.Objects.requireNonNull(role, "role");
    }

    /** Which path this is. */
    public Role role() {
        return role;
    }
}
