package org.doorward.core.woven;

import java.util.List;

/** A line of the hook table, its fields by the names of the columns. */
record TableLine(List<String> header, List<String> fields) {
    static TableLine of(String header, String line) {
        return new TableLine(List.of(header.split("\t", -1)), List.of(line.split("\t", -1)));
    }

    /** @throws IllegalArgumentException if there is no such column */
    String field(String column) {
        int index = header.indexOf(column);
        if (index < 0 || index >= fields.size()) {
            throw new IllegalArgumentException("hook table: no column [" + column + "] in " + fields);
        }
        return fields.get(index);
    }
}
