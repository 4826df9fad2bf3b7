package org.doorward.tools.normalize;

import java.util.HashMap;
import java.util.Map;
import org.doorward.tools.interpret.Table;

/** What system calls do, and what records beside them say: {@code calls.tsv}. */
final class CallTable {
    private static final String BY_MODE = "mode:";
    private static final Map<String, Row> ROWS = new HashMap<>();

    static {
        for (String[] row : Table.rows(CallTable.class, "calls.tsv")) {
            boolean byMode = row[1].startsWith(BY_MODE);
            String kind = byMode ? row[1].substring(BY_MODE.length()) : row[1];
            for (String name : row[4].split(" ")) {
                ROWS.put(name, new Row(row[0], kind, byMode, Place.of(row[2]), Place.of(row[3])));
            }
        }
    }

    private CallTable() {}

    /**
     * What a call does.
     *
     * @param byMode whether the mode of the file says a better kind
     */
    record Row(String action, String kind, boolean byMode, Place object, Place second) {}

    /** Where something is: a word that {@link CallObject} knows, and what belongs to it. */
    record Place(String how, String what) {
        private static Place of(String column) {
            int blank = column.indexOf(' ');
            return blank < 0
                    ? new Place(column, null)
                    : new Place(column.substring(0, blank), column.substring(blank + 1));
        }

        int number() {
            return Integer.parseInt(what);
        }
    }

    /** The row of a call, or of a type of records; {@code null} if there is none. */
    static Row row(String name) {
        return name == null ? null : ROWS.get(name);
    }
}
