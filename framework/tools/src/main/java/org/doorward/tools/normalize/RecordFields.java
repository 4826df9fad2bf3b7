package org.doorward.tools.normalize;

import java.util.List;

/** The fields of one record, and a place among them. Not safe for several threads. */
final class RecordFields {
    private final int type;
    private final List<Field> fields;
    private int at;

    /** @param type the number of the record's type; there is at least one field */
    RecordFields(int type, List<Field> fields) {
        this.type = type;
        this.fields = fields;
    }

    int type() {
        return type;
    }

    int place() {
        return at;
    }

    Field current() {
        return fields.get(at);
    }

    /** The field of a number, or {@code null}. */
    Field get(int number) {
        return number < fields.size() ? fields.get(number) : null;
    }

    void toFirst() {
        at = 0;
    }

    /** Steps on; false at the last field. */
    boolean toNext() {
        if (at + 1 >= fields.size()) {
            return false;
        }
        at++;
        return true;
    }

    /** Steps back; false at the first field. */
    boolean toPrevious() {
        if (at == 0) {
            return false;
        }
        at--;
        return true;
    }

    /** Goes to the next field of a name, the current one among them; stays where it is if there is none. */
    boolean seek(String name) {
        for (int i = at; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                at = i;
                return true;
            }
        }
        return false;
    }
}
