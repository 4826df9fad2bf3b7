package org.doorward.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.doorward.event.ProcessIdentity;

/**
 * {@code pid}, {@code uid} and {@code auid}: the same for all operations of this process, so that they are compared when the rule is
 * read. They let files pass that serve whole machines.
 */
final class ProcessField {
    private static final ProcessIdentity SELF = ProcessIdentity.current(null, "");
    private static final Path USERS = Path.of("/etc/passwd");
    private static final long MAXIMUM = ProcessIdentity.UNKNOWN;

    private ProcessField() {}

    static Condition.Test test(String field, Operator operator, String value) throws WrongWordException {
        long wanted = field.equals("pid") ? number(field, value) : user(value);
        long own = switch (field) {
            case "pid" -> SELF.pid();
            case "uid" -> SELF.ids().get(0);
            default -> SELF.loginUid();
        };
        boolean holds = operator.accepts(Long.compare(own, wanted));
        return operation -> holds;
    }

    /** The java binary, {@code exe=} of what no bundle's jar stands for. */
    static String java() {
        return SELF.java();
    }

    private static long number(String field, String value) throws WrongWordException {
        if (!value.matches("\\d{1,10}") || Long.parseLong(value) > MAXIMUM) {
            throw new WrongWordException(
                    "-F value should be number for [" + field + "]: [" + value + "]; expected 0 to " + MAXIMUM);
        }
        return Long.parseLong(value);
    }

    private static long user(String value) throws WrongWordException {
        if (value.equals("unset") || value.equals("-1")) {
            return ProcessIdentity.UNKNOWN;
        }
        if (Character.isDigit(value.charAt(0))) {
            return number("uid", value);
        }
        try {
            for (String line : Files.readAllLines(USERS)) {
                String[] columns = line.split(":");
                if (columns.length > 2 && columns[0].equals(value)) {
                    return number("uid", columns[2]);
                }
            }
        } catch (IOException e) {
            // as if nobody was listed
        }
        throw new WrongWordException(
                "Unknown user: [" + value + "]; expected a number, unset, or a name of " + USERS + " on this machine");
    }
}
