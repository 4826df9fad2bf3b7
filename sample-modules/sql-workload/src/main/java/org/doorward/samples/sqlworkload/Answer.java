package org.doorward.samples.sqlworkload;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** What a statement returned, as text for people: few rows, short values. */
final class Answer {
    private static final int ROWS = 20;
    private static final int LENGTH = 80;

    private Answer() {}

    /** {@code done}, or {@code 3 rows changed}. */
    static String count(int changed) {
        return changed <= 0 ? "done" : changed + (changed == 1 ? " row changed" : " rows changed");
    }

    /** A line {@code NAME=value NAME=value} for each row, and one that says how many were left out. */
    static String rows(ResultSet rows) throws SQLException {
        StringBuilder text = new StringBuilder();
        int seen = 0;
        for (; rows.next(); seen++) {
            if (seen < ROWS) {
                append(text.append(seen == 0 ? "" : "\n"), rows);
            }
        }
        if (seen > ROWS) {
            text.append("\n(").append(seen - ROWS).append(" more rows)");
        }
        return seen == 0 ? "no rows" : text.toString();
    }

    private static void append(StringBuilder text, ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            text.append(column == 1 ? "" : " ")
                    .append(columns.getColumnLabel(column))
                    .append('=')
                    .append(shortened(row.getString(column)));
        }
    }

    private static String shortened(String value) {
        return value == null || value.length() <= LENGTH ? value : value.substring(0, LENGTH) + "...";
    }
}
