package org.doorward.event;

import java.util.Set;

/** Names of fields that modules and applications choose: their form, and which of them the readers of trails would misread. */
final class FieldName {
    private static final int MAXIMUM = 32;
    /** 10 to this power is the largest that a long holds. */
    private static final int MAXIMUM_DECIMALS = 18;

    /** Names that ausearch and aureport take for something else, wherever they stand; and the heads of our own records. */
    private static final Set<String> MISREAD = Set.of(
            // read as a field of another meaning by auparse
            "hook",
            "action",
            "list",
            "perm",
            "perm_mask",
            "family",
            "mode",
            "flags",
            "per",
            "resp",
            "sig",
            "code",
            "capability",
            "proto",
            "icmptype",
            "oflag",
            "prom",
            "resolve",
            "ioctlcmd",
            "id",
            "fp",
            "fi",
            "pp",
            "pi",
            "pe",
            "pa",
            "a0",
            "a1",
            "a2",
            "a3",
            "ses",
            "res",
            "result",
            "data",
            // fields of SYSCALL
            "arch",
            "syscall",
            "success",
            "exit",
            "items",
            "ppid",
            "pid",
            "auid",
            "uid",
            "gid",
            "euid",
            "suid",
            "fsuid",
            "egid",
            "sgid",
            "fsgid",
            "tty",
            "comm",
            "exe",
            "subj",
            "kind",
            "bundle",
            "tenant",
            "principal",
            "via",
            "entry",
            "exception",
            "dur_us",
            "lane",
            "options",
            "key",
            // heads of KERNEL_OTHER
            "module",
            "flag",
            "rule",
            "cut");

    private FieldName() {}

    /** @throws IllegalArgumentException if the name is not {@code [a-z][a-z0-9_]*} of at most 32 characters */
    static void check(String name) {
        int size = name.length();
        boolean good = size > 0 && size <= MAXIMUM && name.charAt(0) >= 'a' && name.charAt(0) <= 'z';
        for (int i = 1; good && i < size; i++) {
            char c = name.charAt(i);
            good = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
        }
        if (!good) {
            throw new IllegalArgumentException(
                    "field [" + name + "]: a name has 1 to 32 of a-z 0-9 _ and begins with a letter");
        }
    }

    /**
     * The name as it is written: with {@code _} appended if it would be misread.
     *
     * @throws IllegalArgumentException as {@link #check}
     */
    static String written(String name) {
        check(name);
        return isMisread(name) ? name + "_" : name;
    }

    /** @throws IllegalArgumentException if a number cannot have so many decimals; returns them */
    static int checkDecimals(String name, int decimals) {
        if (decimals < 0 || decimals > MAXIMUM_DECIMALS) {
            throw new IllegalArgumentException(
                    "decimals of [" + name + "] must be 0 to " + MAXIMUM_DECIMALS + ": decimals=" + decimals);
        }
        return decimals;
    }

    private static boolean isMisread(String name) {
        return MISREAD.contains(name) || name.endsWith("_len");
    }
}
