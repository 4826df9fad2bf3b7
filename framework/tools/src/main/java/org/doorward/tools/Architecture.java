package org.doorward.tools;

import java.util.List;
import java.util.Locale;

/**
 * The architectures of which audit 3.0.9 knows the system calls: the number in {@code arch=} and the words for it. {@link SyscallNumbers}
 * has the calls of each. Immutable, safe for all threads.
 */
public enum Architecture {
    /** What Doorward writes, on every host. */
    X86_64(0xC000003EL, "x86_64"),
    I386(0x40000003L, "i386", "i486", "i586", "i686"),
    AARCH64(0xC00000B7L, "aarch64", "armv8l"),
    ARM(0x40000028L, "armeb", "arm", "armv5tejl", "armv5tel", "armv6l", "armv7l"),
    PPC64(0x80000015L, "ppc64"),
    PPC64LE(0xC0000015L, "ppc64le"),
    PPC(0x14L, "ppc"),
    S390X(0x80000016L, "s390x"),
    S390(0x16L, "s390");

    private final long number;
    private final List<String> words;

    Architecture(long number, String... words) {
        this.number = number;
        this.words = List.of(words);
    }

    /** The number that a record has in {@code arch=}, there in hexadecimal digits (uapi/linux/audit.h). */
    public long number() {
        return number;
    }

    /** The word that the original shows. */
    public String word() {
        return words.get(0);
    }

    /** The architecture of this machine, or {@code null}. */
    public static Architecture ofThisMachine() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? X86_64 : of(name);
    }

    /** The architecture of a number of {@code arch=}, or {@code null}. */
    public static Architecture of(long number) {
        for (Architecture one : values()) {
            if (one.number == number) {
                return one;
            }
        }
        return null;
    }

    /** The architecture that a word in either case means, or {@code null}. */
    public static Architecture of(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        for (Architecture one : values()) {
            if (one.words.contains(lower)) {
                return one;
            }
        }
        return null;
    }
}
