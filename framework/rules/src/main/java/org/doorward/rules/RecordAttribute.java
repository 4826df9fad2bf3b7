package org.doorward.rules;

import java.util.List;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.event.RecordType;

/** Values of the fields that say something of the record, not of the operation. */
final class RecordAttribute {
    static final List<String> FIELDS = List.of("commit", "key", "lane", "msgtype");

    private RecordAttribute() {}

    static Operator onlyEqual(String field, Operator operator) throws WrongWordException {
        if (operator != Operator.EQUAL) {
            throw new WrongWordException("operator [" + operator.text() + "] does not go with [" + field + "]; use =");
        }
        return operator;
    }

    static Lane lane(String value) throws WrongWordException {
        for (Lane candidate : Lane.values()) {
            if (candidate.token().equals(value)) {
                return candidate;
            }
        }
        throw new WrongWordException("lane [" + value + "]: expected reliable or lossy");
    }

    static Commit commit(String value) throws WrongWordException {
        for (Commit candidate : Commit.values()) {
            if (candidate.token().equals(value)) {
                return candidate;
            }
        }
        throw new WrongWordException("commit [" + value + "]: expected none, exit or entry");
    }

    /** The name of a record type of facts. */
    static String messageType(String value) throws WrongWordException {
        for (RecordType type : RecordType.values()) {
            if (type.name().equals(value) && type.isOfOperations()) {
                throw new WrongWordException("msgtype [" + value
                        + "]: records of an operation stand together; keep operations out with -A never,exit");
            }
            if (type.name().equals(value)) {
                return value;
            }
        }
        throw new WrongWordException("-F unknown message type - [" + value + "]; such as USER_CMD, SERVICE_START");
    }
}
