package org.doorward.tools.normalize;

import java.util.Set;
import org.doorward.tools.interpret.FieldType;
import org.doorward.tools.interpret.Interpreter;

/**
 * A normalized event in the making: the fields of its records, and what was taken from them until now. What is looked for is looked for from
 * the current field on, and a method says whether it was found. Not safe for several threads.
 */
final class Draft {
    /** Of their programs the name of the script says more. */
    private static final Set<String> SCRIPT_ENGINES =
            Set.of("/usr/bin/python", "/usr/bin/sh", "/usr/bin/bash", "/usr/bin/perl");

    private static final int FIRST_PERSON = 1000;
    private static final int LAST_PERSON = 60_000;

    final EventFields fields;
    final NormalizedEvent event;
    /** Whether labels are wanted, and what else the short forms leave out. */
    final boolean labels;

    private final Interpreter interpreter;

    Draft(EventFields fields, boolean labels, Interpreter interpreter) {
        this.fields = fields;
        this.labels = labels;
        this.interpreter = interpreter;
        event = new NormalizedEvent(fields.type(), fields.current());
    }

    /** Takes who did it. */
    boolean subject(String name, int record) {
        boolean found = fields.find(name);
        if (found) {
            event.subject = fields.currentIn(record);
        }
        return found;
    }

    /** Takes as whom it was done, and what kind of user that is; false also if it is no user. */
    boolean actingSubject(String name, int record) {
        if (!fields.find(name)) {
            return false;
        }
        event.actingSubject = fields.currentIn(record);
        return subjectKind();
    }

    /** Takes from the current field what kind of user it is; false if it is none, or of no known number. */
    boolean subjectKind() {
        Field field = fields.current();
        Long number = null;
        if (field != null && field.type() == FieldType.UID) {
            number = (long) field.number();
        } else if (field != null && field.name().equals("acct")) {
            number = interpreter.userNumber(field.words());
        }
        event.subjectKind = number == null ? "unknown-acct" : subjectKind(number.intValue());
        return number != null;
    }

    private static String subjectKind(int user) {
        return switch (user) {
            case 0 -> "privileged-acct";
            case -1 -> "unset-acct";
            default -> user < FIRST_PERSON ? "service-acct" : user < LAST_PERSON ? "user-acct" : "unknown-acct";
        };
    }

    /** Takes the session; without one, it goes back to the first record. */
    void session(int record) {
        if (fields.find("ses")) {
            event.session = fields.currentIn(record);
        } else {
            fields.toFirstRecord();
        }
    }

    /** Takes the label of the subject, if the field is one; without the field, it goes back to the record. */
    void subjectAttribute(String name, int record) {
        if (!fields.find(name)) {
            fields.toRecord(record);
        } else if (name.equals("subj") && event.subjectLabel == null) {
            event.subjectLabel = fields.currentIn(record);
        }
    }

    /** Takes what it was done to. */
    boolean object(String name, int record) {
        boolean found = fields.find(name);
        if (found) {
            event.object = fields.currentIn(record);
        }
        return found;
    }

    /** Takes the result. */
    void result(String name) {
        if (fields.find(name)) {
            event.result = fields.currentIn(0);
        }
    }

    /** Takes how it was done. */
    boolean how(String name) {
        boolean found = fields.find(name);
        if (found) {
            event.how = fields.current().words();
        }
        return found;
    }

    /** Goes from a program that only runs scripts to the name of the script, which stands right before it. */
    boolean toScript() {
        String program = fields.current().words();
        if (SCRIPT_ENGINES.stream().noneMatch(program::startsWith)) {
            return false;
        }
        if (!fields.toPreviousField()) {
            fields.toFirstRecord();
        }
        return fields.find("comm");
    }

    /** Takes the program, or the script that it runs. */
    boolean program() {
        if (!how("exe")) {
            return false;
        }
        if (toScript()) {
            event.how = fields.current().words();
        }
        return true;
    }
}
