package org.doorward.tools.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Names and numbers of the record types. Immutable. */
final class RecordTypes {
    /** A name that is none of a record type. */
    static final int UNKNOWN = -1;

    private static final Map<String, Integer> NUMBERS = new HashMap<>();
    private static final Map<Integer, String> NAMES = new HashMap<>();

    static {
        try (InputStream in = RecordTypes.class.getResourceAsStream("record-types.tsv");
                BufferedReader rows = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            rows.lines().filter(row -> !row.startsWith("#")).forEach(row -> {
                String[] columns = row.split("\t");
                NUMBERS.put(columns[1], Integer.valueOf(columns[0]));
                NAMES.put(Integer.valueOf(columns[0]), columns[1]);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RecordTypes() {}

    /** The number of a name, also of {@code UNKNOWN[NUMBER]}; {@link #UNKNOWN} if it has none. */
    static int number(String name) {
        Integer number = NUMBERS.get(name);
        if (number != null) {
            return number;
        }
        if (name.startsWith("UNKNOWN[") && name.endsWith("]")) {
            return (int) Numbers.leading(name, "UNKNOWN[".length(), UNKNOWN);
        }
        return UNKNOWN;
    }

    /** The name of a number; {@code (null)}, as the original says, if it has none. */
    static String name(int number) {
        return NAMES.getOrDefault(number, "(null)");
    }
}
