package org.doorward.tools.normalize;

import java.util.List;

/*
 * The original looks for a field from where it stands to the end of the event, also in the records behind, and what it looks for next it
 * looks for from there: what stands in another order than it expects it does not find. What it finds in odd events follows from that, so the
 * place is kept here as it keeps it: one in the event, and one in each record, which stays when the record is left.
 */
/** The records of an event, and a place among their fields. Behind the last record nothing is found any more. Not safe for several threads. */
final class EventFields {
    private static final int BEHIND = -1;

    private final List<RecordFields> records;
    private int at;

    /** @param records at least one */
    EventFields(List<RecordFields> records) {
        this.records = records;
    }

    int size() {
        return records.size();
    }

    /** The number of the record; 0 behind the last. */
    int record() {
        return Math.max(at, 0);
    }

    /** The number of the type of the record; 0 behind the last. */
    int type() {
        return at == BEHIND ? 0 : records.get(at).type();
    }

    /** The field; {@code null} behind the last record. */
    Field current() {
        return at == BEHIND ? null : records.get(at).current();
    }

    /** The field that has, in a record, the place that the current one has in its own; {@code null} if there is none. */
    Field currentIn(int record) {
        int place = at == BEHIND ? 0 : records.get(at).place();
        return record < records.size() ? records.get(record).get(place) : null;
    }

    /** Goes to the first field of the event. */
    void toFirstRecord() {
        toRecord(0);
    }

    /** Goes to the first field of a record; stays if there is none of that number. */
    boolean toRecord(int number) {
        if (number >= records.size()) {
            return false;
        }
        at = number;
        toFirstField();
        return true;
    }

    /** Goes to the next record, to the place that was left there; false if there is none, and then it is behind the last. */
    boolean toNextRecord() {
        boolean any = at != BEHIND && at + 1 < records.size();
        at = any ? at + 1 : BEHIND;
        return any;
    }

    /** Goes to the first field of the record. */
    void toFirstField() {
        if (at != BEHIND) {
            records.get(at).toFirst();
        }
    }

    /** Goes to the next field of the record, if it has one. */
    boolean toNextField() {
        return at != BEHIND && records.get(at).toNext();
    }

    /** Goes to the field before, if the record has one. */
    boolean toPreviousField() {
        return at != BEHIND && records.get(at).toPrevious();
    }

    /** Goes to the next field of a name; one at hand counts. If there is none, it is behind the last record or at the last field of this one. */
    boolean find(String name) {
        if (at == BEHIND) {
            return false;
        }
        if (current().name().equals(name)) {
            return true;
        }
        if (!records.get(at).toNext()) {
            return false;
        }
        while (!records.get(at).seek(name)) {
            if (!toNextRecord()) {
                return false;
            }
            toFirstField();
        }
        return true;
    }

    /** The value as the record has it, of the field that is found; {@code null} if none is, or it has none. */
    String value(String name) {
        return find(name) ? current().value() : null;
    }
}
