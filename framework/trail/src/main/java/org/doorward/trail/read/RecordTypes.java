package org.doorward.trail.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and numbers of the record types of Linux audit. Immutable, safe for all threads. */
public final class RecordTypes {
    /** A name that is none of a record type. */
    public static final int UNKNOWN = -1;

    private static final int FIRST_OF_SEVERAL = 1300;
    private static final int FIRST_SINGLE = 2000;
    private static final int PROCTITLE = 1327;
    private static final int END_OF_EVENT = 1320;
    /** PROCTITLE and what the kernel says of labels of the network. */
    private static final Set<Integer> SINGLE =
            Set.of(PROCTITLE, 1406, 1407, 1408, 1409, 1410, 1411, 1412, 1413, 1414, 1415, 1416, 1417, 1418, 1419);

    private static final Pattern UNNAMED = Pattern.compile("UNKNOWN\\[([0-9]{1,9})]");
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
    public static int number(String name) {
        Integer number = NUMBERS.get(name);
        if (number != null) {
            return number;
        }
        Matcher unnamed = UNNAMED.matcher(name);
        return unnamed.matches() ? Integer.parseInt(unnamed.group(1)) : UNKNOWN;
    }

    /** The name of a number; {@code (null)}, as the original says, if it has none. */
    public static String name(int number) {
        return NAMES.getOrDefault(number, "(null)");
    }

    /** All names, in the order of the alphabet. */
    public static SortedSet<String> names() {
        return new TreeSet<>(NUMBERS.keySet());
    }

    /** Whether a record of this type is a whole event where none of its serial has begun: no further record is to come. */
    static boolean isSingle(int type) {
        return type >= 0 && (type < FIRST_OF_SEVERAL || type >= FIRST_SINGLE || SINGLE.contains(type));
    }

    /** Whether it is PROCTITLE, which the kernel and Doorward write last. */
    static boolean isTitle(int type) {
        return type == PROCTITLE;
    }

    /** Whether it is EOE, which the kernel sends behind the last record and auditd does not write. */
    static boolean isEndOfEvent(int type) {
        return type == END_OF_EVENT;
    }
}
