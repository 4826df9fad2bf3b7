package org.doorward.tools.interpret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names that this machine has for numbers, read from a file once; without the file there are none. Not safe for several threads. */
final class SystemNames {
    private final Path file;
    private final String separator;
    private final int numberColumn;
    private Map<Long, String> names;

    private SystemNames(String file, String separator, int numberColumn) {
        this.file = Path.of(file);
        this.separator = separator;
        this.numberColumn = numberColumn;
    }

    /** passwd(5). */
    static SystemNames users() {
        return new SystemNames("/etc/passwd", ":", 2);
    }

    /** group(5). */
    static SystemNames groups() {
        return new SystemNames("/etc/group", ":", 2);
    }

    /** protocols(5). */
    static SystemNames protocols() {
        return new SystemNames("/etc/protocols", "\\s+", 1);
    }

    /** The name, or {@code null}. */
    String name(long number) {
        if (names == null) {
            names = read();
        }
        return names.get(number);
    }

    /** The first number of a name, or {@code null}. */
    Long number(String name) {
        if (names == null) {
            names = read();
        }
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private Map<Long, String> read() {
        List<String> lines;
        try {
            // names are ASCII; what stands beside them need not be
            lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return Map.of(); // numbers are still told
        }
        Map<Long, String> read = new HashMap<>();
        for (String line : lines) {
            String[] columns = line.split(separator, numberColumn + 2);
            if (!line.startsWith("#")
                    && columns.length > numberColumn
                    && columns[numberColumn].matches("[0-9]{1,10}")) {
                read.putIfAbsent(Long.valueOf(columns[numberColumn]), columns[0]);
            }
        }
        return read;
    }

    /** A user or group; the number is one of 32 bits. */
    String account(long number) {
        int id = (int) number;
        if (id == -1) {
            return "unset";
        }
        if (id == 0) {
            return "root";
        }
        String name = name(Integer.toUnsignedLong(id));
        return name == null ? "unknown(" + id + ")" : name;
    }
}
