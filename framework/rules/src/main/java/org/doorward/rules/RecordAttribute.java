package org.doorward.rules;

import java.util.List;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.event.RecordType;

/** Values of the fields that say something of the record, not of the operation. */
final class RecordAttribute {
    static final List<String> FIELDS = List.of("commit", "key", "lane", "msgtype");

    private RecordAttribute() {}

    static void checkOperator(String field, Operator operator) throws WrongWordException {
        if (operator != Operator.EQUAL && !field.equals("msgtype")) {
            throw new WrongWordException("[" + field + "] only takes = operator, not [" + operator.text() + "]");
        }
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

    /** {@code -F msgtype}: a name, or any number, for files that serve whole machines. */
    static MessageType messageType(Operator operator, String value) throws WrongWordException {
        for (RecordType type : RecordType.values()) {
            if (type.name().equals(value) || String.valueOf(type.number()).equals(value)) {
                if (operator == Operator.EQUAL && type.isOfOperations()) {
                    throw new WrongWordException("msgtype [" + value
                            + "]: records of an operation stand together; keep operations out with -A never,exit");
                }
                return new MessageType(operator, value, type.number());
            }
        }
        if (!value.matches("\\d{1,5}")) {
            throw new WrongWordException(
                    "-F unknown message type - [" + value + "]; such as USER_CMD, SERVICE_START, or a number");
        }
        return new MessageType(operator, value, Integer.parseInt(value));
    }
}
