package org.doorward.tools;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names and numbers of the system calls of Linux, by architecture. Immutable, safe for all threads. */
public final class SyscallNumbers {
    /** A name that is none of a system call there. */
    public static final int UNKNOWN = -1;

    /** The columns of the table behind the name. */
    private static final List<Architecture> COLUMNS = List.of(
            Architecture.X86_64,
            Architecture.I386,
            Architecture.AARCH64,
            Architecture.ARM,
            Architecture.PPC64,
            Architecture.S390X,
            Architecture.S390);

    private static final Map<Architecture, Map<String, Integer>> NUMBERS = new EnumMap<>(Architecture.class);
    private static final Map<Architecture, Map<Integer, String>> NAMES = new EnumMap<>(Architecture.class);

    static {
        for (Architecture column : COLUMNS) {
            NUMBERS.put(column, new HashMap<>());
            NAMES.put(column, new HashMap<>());
        }
        try (InputStream in = SyscallNumbers.class.getResourceAsStream("syscalls.tsv");
                BufferedReader rows = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            rows.lines().filter(row -> !row.startsWith("#")).forEach(row -> take(row.split("\t")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SyscallNumbers() {}

    private static void take(String[] row) {
        for (int i = 0; i < COLUMNS.size(); i++) {
            if (!row[i + 1].equals("-")) {
                Integer number = Integer.valueOf(row[i + 1]);
                NUMBERS.get(COLUMNS.get(i)).put(row[0], number);
                NAMES.get(COLUMNS.get(i)).putIfAbsent(number, row[0]);
            }
        }
    }

    /** The column of an architecture: those of Power have one table. */
    private static Architecture column(Architecture architecture) {
        return switch (architecture) {
            case PPC, PPC64LE -> Architecture.PPC64;
            default -> architecture;
        };
    }

    /** The number of a name in either case; {@link #UNKNOWN} if there is none. */
    public static int number(Architecture architecture, String name) {
        return NUMBERS.get(column(architecture)).getOrDefault(name.toLowerCase(Locale.ROOT), UNKNOWN);
    }

    /** The name that the original shows for a number, or {@code null} if it has none. */
    public static String name(Architecture architecture, int number) {
        return NAMES.get(column(architecture)).get(number);
    }
}
