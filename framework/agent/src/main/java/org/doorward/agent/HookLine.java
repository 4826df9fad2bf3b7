package org.doorward.agent;

import java.util.List;

/** A line of a hook table, its fields by the names of the header. */
final class HookLine {
    private final List<String> header;
    private final String[] fields;
    private final String line;
    private final String place;

    /** Refuses a line that has not one field for each name of the header. */
    HookLine(List<String> header, String line, String place) {
        this.header = header;
        this.fields = line.split("\t", -1);
        this.line = line;
        this.place = place;
        if (fields.length != header.size()) {
            throw new IllegalArgumentException(place + ": [" + fields.length + "] fields, expected [" + header.size()
                    + "]: " + String.join(", ", header) + "; separate them by one tab each");
        }
    }

    String text(String column) {
        int at = header.indexOf(column);
        if (at < 0) {
            throw new IllegalArgumentException(
                    place + ": no column [" + column + "] in the header [" + String.join(", ", header) + "]");
        }
        String text = fields[at];
        if (text.isEmpty()) {
            throw new IllegalArgumentException(place + ": column [" + column + "] is empty: write - for none");
        }
        return text;
    }

    int number(String column) {
        String text = text(column);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    place + ": column [" + column + "] is [" + text + "]: expected a number");
        }
    }

    String oneOf(String column, String one, String other) {
        String text = text(column);
        if (!text.equals(one) && !text.equals(other)) {
            throw new IllegalArgumentException(
                    place + ": column [" + column + "] is [" + text + "]: expected [" + one + "] or [" + other + "]");
        }
        return text;
    }

    String line() {
        return line;
    }
}
