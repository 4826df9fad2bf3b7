package org.doorward.rules;

import java.util.List;

/** {@code -F msgtype OP VALUE}: what a rule says of the records of facts. Immutable. */
record MessageType(Operator operator, String value, int number) {
    /** Whether a record type is one of those that are named by {@code =}, if any is, and all the others hold. */
    static boolean match(List<MessageType> types, int recordType) {
        boolean named = false;
        boolean found = false;
        for (MessageType type : types) {
            boolean holds = type.operator.accepts(recordType, type.number);
            if (type.operator == Operator.EQUAL) {
                named = true;
                found |= holds;
            } else if (!holds) {
                return false;
            }
        }
        return found || !named;
    }

    String text() {
        return "-F msgtype" + operator.text() + value;
    }
}
