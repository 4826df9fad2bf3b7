package org.doorward.tools.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The names of users or groups of this machine, by passwd(5) and group(5). Reads the file at each look-up. */
enum AccountNames {
    USERS("user", Path.of("/etc/passwd")),
    GROUPS("group", Path.of("/etc/group")),
    /** Numbers alone. */
    NONE("session", null);

    /** As records have it: -1 in 32 bits. */
    private static final long UNSET = 0xFFFF_FFFFL;

    private final String what;
    private final Path file;

    AccountNames(String what, Path file) {
        this.what = what;
        this.file = file;
    }

    /** What they name, in a word. */
    String what() {
        return what;
    }

    /**
     * The number that a number or a name means; {@code unset} and -1 are the number that stands for none.
     *
     * @throws IllegalArgumentException if there is nothing of that name here; the message does not repeat the word
     */
    long id(String word) {
        if (word.equals("unset") || word.equals("-1")) {
            return UNSET;
        }
        if (word.matches("[0-9]{1,10}")) {
            return Long.parseLong(word);
        }
        String number = file == null ? null : numberOf(word);
        if (number == null) {
            throw new IllegalArgumentException("expected the number of a " + what
                    + (file == null ? ", or unset" : ", unset, or a name that [" + file + "] has"));
        }
        return Long.parseLong(number);
    }

    private String numberOf(String name) {
        try {
            // names are ASCII; what stands beside them need not be
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                String[] fields = line.split(":", 4);
                if (fields.length == 4 && fields[0].equals(name) && fields[2].matches("[0-9]{1,10}")) {
                    return fields[2];
                }
            }
            return null;
        } catch (IOException e) {
            throw new IllegalArgumentException("[" + file + "] cannot be read: " + e.getMessage(), e);
        }
    }
}
