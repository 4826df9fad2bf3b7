package org.doorward.tools.interpret;

import java.util.HashMap;
import java.util.Map;

/** Names and texts of errors, as {@code errno(3)} and {@code strerror(3)}. */
final class Errors {
    private static final Map<Long, String[]> ROWS = new HashMap<>();

    static {
        Table.rows(Errors.class, "errors.tsv").forEach(row -> ROWS.put(Long.valueOf(row[0]), row));
    }

    private Errors() {}

    /** {@code EACCES(Permission denied)} of a positive number. */
    static String words(long number) {
        String[] row = ROWS.get(number);
        return row == null ? "(null)(Unknown error " + (int) number + ")" : row[1] + "(" + row[2] + ")";
    }
}
