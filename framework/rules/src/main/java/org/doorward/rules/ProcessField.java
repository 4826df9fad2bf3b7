package org.doorward.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.doorward.event.ProcessIdentity;

/**
 * The ids of this process: the same for all operations, so that they are compared when the rule is read. They let files pass that serve
 * whole machines.
 */
final class ProcessField {
    private static final ProcessIdentity SELF = ProcessIdentity.current(null, "");
    private static final long MAXIMUM = ProcessIdentity.UNKNOWN;

    private static final Map<String, Long> USERS = Map.of(
            "auid", SELF.loginUid(),
            "uid", SELF.ids().get(0),
            "euid", SELF.ids().get(2),
            "suid", SELF.ids().get(3),
            "fsuid", SELF.ids().get(4));

    private static final Map<String, Long> GROUPS = Map.of(
            "gid", SELF.ids().get(1),
            "egid", SELF.ids().get(5),
            "sgid", SELF.ids().get(6),
            "fsgid", SELF.ids().get(7));

    private static final Map<String, Long> NUMBERS =
            Map.of("pid", SELF.pid(), "ppid", SELF.parentPid(), "sessionid", SELF.session());

    /** Of things that operations here have none of. */
    private static final Set<String> OF_OBJECTS = Set.of("obj_uid", "obj_gid");

    /** The id that nobody has. */
    static final String UNSET = "unset";

    static final Set<String> NAMES = names();

    private ProcessField() {}

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(USERS.keySet());
        names.addAll(GROUPS.keySet());
        names.addAll(NUMBERS.keySet());
        return Set.copyOf(names);
    }

    static Condition.Test test(String field, Operator operator, String value) throws WrongWordException {
        long wanted = NUMBERS.containsKey(field) ? number(field, value) : id(field, value);
        boolean holds = operator.accepts(own(field), wanted);
        return operation -> holds;
    }

    /** {@code -C}: one id of the process with another of the same sort. */
    static Condition.Test comparison(String left, Operator operator, String right) throws WrongWordException {
        Map<String, Long> ids = sameSort(left);
        if (OF_OBJECTS.contains(left) || OF_OBJECTS.contains(right)) {
            throw new WrongWordException("-C [" + left + operator.text() + right
                    + "]: operations here know no owner of what they touch; compare ids of the process");
        }
        if (!ids.containsKey(left)) {
            throw new WrongWordException(
                    "-C unknown field: [" + left + "]; fields are " + String.join(", ", comparable()));
        }
        if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
            throw new WrongWordException("[" + left + operator.text() + right + "] only takes = or != operators");
        }
        boolean known = USERS.containsKey(right) || GROUPS.containsKey(right);
        if (known && (!ids.containsKey(right) || right.equals(left))) {
            throw new WrongWordException("-C incompatible comparison [" + left + "] with [" + right + "]; another of "
                    + String.join(", ", new TreeMap<>(ids).keySet()));
        }
        if (!known) {
            throw new WrongWordException("-C unknown right hand value for comparison with: [" + left + "]: [" + right
                    + "]; another of " + String.join(", ", new TreeMap<>(ids).keySet()));
        }
        boolean holds = operator.accepts(ids.get(left), ids.get(right));
        return operation -> holds;
    }

    private static Map<String, Long> sameSort(String id) {
        return USERS.containsKey(id) ? USERS : GROUPS;
    }

    /** What an id may be compared with by {@code -C}; none if it is none. */
    static Set<String> comparableWith(String id) {
        Set<String> names = new TreeSet<>(sameSort(id).keySet());
        return names.remove(id) ? names : Set.of();
    }

    /** The ids: those of users, and those of groups. */
    static Set<String> comparable() {
        Set<String> names = new TreeSet<>(USERS.keySet());
        names.addAll(GROUPS.keySet());
        return names;
    }

    private static long own(String field) {
        Long user = USERS.get(field);
        Long group = GROUPS.get(field);
        return user != null ? user : group != null ? group : NUMBERS.get(field);
    }

    /** The java binary, {@code exe=} of what no bundle's jar stands for. */
    static String java() {
        return SELF.java();
    }

    static long number(String field, String value) throws WrongWordException {
        if (!value.matches("\\d{1,10}") || Long.parseLong(value) > MAXIMUM) {
            throw new WrongWordException(
                    "-F value should be number for [" + field + "]: [" + value + "]; expected 0 to " + MAXIMUM);
        }
        return Long.parseLong(value);
    }

    private static long id(String field, String value) throws WrongWordException {
        if (value.equals(UNSET) || value.equals("-1")) {
            return ProcessIdentity.UNKNOWN;
        }
        if (Character.isDigit(value.charAt(0))) {
            return number(field, value);
        }
        boolean user = USERS.containsKey(field);
        Path table = Path.of(user ? "/etc/passwd" : "/etc/group");
        for (String line : lines(table)) {
            String[] columns = line.split(":");
            if (columns.length > 2 && columns[0].equals(value)) {
                return number(field, columns[2]);
            }
        }
        throw new WrongWordException((user ? "Unknown user: [" : "Unknown group: [") + value
                + "]; expected a number, unset, or a name of " + table + " on this machine");
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            return List.of(); // as if nobody was listed
        }
    }
}
