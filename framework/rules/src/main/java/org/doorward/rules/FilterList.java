package org.doorward.rules;

/** The list that a rule stands in; {@code number} as in the kernel's {@code uapi/linux/audit.h}. */
public enum FilterList {
    /** User-type records: facts of the core. */
    USER(0),
    /** Operations, at exit. */
    EXIT(4),
    /** Facts of the core, whatever the action: what matches is left out. */
    EXCLUDE(5),
    /** Operations on file systems of a type, which are kept out before any rule of the list exit is asked. */
    FILESYSTEM(6);

    private final int number;

    FilterList(int number) {
        this.number = number;
    }

    /** The number in {@code list=} of a CONFIG_CHANGE record. */
    public int number() {
        return number;
    }

    /** The word in rules. */
    public String token() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
