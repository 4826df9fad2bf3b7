package org.doorward.rules;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One {@code -F} or {@code -C} of a rule. Immutable; matching allocates nothing.
 *
 * @param option the one of the two
 * @param field the name of the field as written
 * @param operator how it is compared
 * @param value what with, as written
 * @param test the comparison
 */
record Condition(String option, String field, Operator operator, String value, Test test) {
    /** A comparison with an operation. */
    @FunctionalInterface
    interface Test {
        boolean matches(Candidate operation);
    }

    boolean matches(Candidate operation) {
        return test.matches(operation);
    }

    /** Whether it compares what is known only when the operation has ended. */
    boolean testsOutcome() {
        return field.equals("success") || field.equals("exit") || field.equals("exception");
    }

    /** {@code OPTION FIELD OP VALUE} as {@code auditctl -l} prints it. */
    String text() {
        return option + " " + field + operator.text() + value;
    }

    static Test path(Operator operator, String value) {
        byte[] name = value.getBytes(StandardCharsets.UTF_8);
        return operation -> operator.accepts(anyPath(operation, name, false));
    }

    static Test folder(Operator operator, String value) {
        byte[] name = value.getBytes(StandardCharsets.UTF_8);
        return operation -> operator.accepts(anyPath(operation, name, true));
    }

    private static boolean anyPath(Candidate operation, byte[] name, boolean orBelow) {
        for (int i = 0; i < operation.pathCount(); i++) {
            if (isPath(operation.pathBytes(i), operation.pathLength(i), name, orBelow)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a path is this one, or lies below it. */
    static boolean isPath(byte[] path, int length, byte[] name, boolean orBelow) {
        int size = name.length;
        if (size > length || !Arrays.equals(path, 0, size, name, 0, size)) {
            return false;
        }
        return size == length || orBelow && (name[size - 1] == '/' || path[size] == '/');
    }
}
