package org.doorward.tools.interpret;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The words for the numbers of one kind: signals, flags of open(2), ... Immutable. */
final class Words {
    private static final Map<String, Words> TABLES = new HashMap<>();

    static {
        for (String[] row : Table.rows(Words.class, "words.tsv")) {
            TABLES.computeIfAbsent(row[0], name -> new Words()).words.put(Long.decode(row[1]), row[2]);
        }
    }

    private final Map<Long, String> words = new LinkedHashMap<>();

    private Words() {}

    /** The table of a name that {@code words.tsv} has. */
    static Words of(String table) {
        Words words = TABLES.get(table);
        if (words == null) {
            throw new IllegalArgumentException("words.tsv has no table [" + table + "]");
        }
        return words;
    }

    /** The word for a number, or {@code null}. */
    String word(long number) {
        return words.get(number);
    }

    /** Appends the words for the bits that are set. */
    void append(StringBuilder text, long bits, String separator) {
        for (Map.Entry<Long, String> flag : words.entrySet()) {
            if ((flag.getKey() & bits) != 0) {
                if (text.length() > 0) {
                    text.append(separator);
                }
                text.append(flag.getValue());
            }
        }
    }
}
