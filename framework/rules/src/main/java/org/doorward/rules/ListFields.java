package org.doorward.rules;

import java.util.List;

/** What a rule of each list may ask for, in the words of {@code auditctl(8)}. */
final class ListFields {
    private ListFields() {}

    private static String ofFacts(FilterList list) {
        return "Only msgtype, *uid, *gid, pid, ppid, sessionid and key fields can be used with " + list.token()
                + " filter list";
    }

    /**
     * Checks a rule against its list.
     *
     * @param fields of its conditions
     * @param ofTypes whether it names record types
     * @param more whether it says anything else of operations: kinds, lane, commit
     */
    static void check(FilterList list, Action action, List<String> fields, boolean ofTypes, boolean more)
            throws WrongWordException {
        boolean ofFileSystems = fields.contains("fstype");
        switch (list) {
            case EXIT -> {
                if (ofTypes) {
                    throw new WrongWordException("msgtype field can only be used with exclude or user filter list;"
                            + " operations are selected by -S KIND");
                }
                if (ofFileSystems) {
                    throw new WrongWordException("fstype field can only be used with filesystem filter list");
                }
            }
            case FILESYSTEM -> {
                if (action != Action.NEVER) {
                    throw new WrongWordException(
                            "list [filesystem] goes with [never] only; select folders with -F dir in list exit");
                }
                if (ofTypes || more || !ofFileSystems || fields.stream().anyMatch(field -> !field.equals("fstype"))) {
                    throw new WrongWordException(
                            "only fstype and key fields can be used with filesystem filter list, and fstype must be");
                }
            }
            default -> {
                for (String field : fields) {
                    if (!ProcessField.NAMES.contains(field)) {
                        throw new WrongWordException(
                                "[" + field + "] can only be used with exit filter list; " + ofFacts(list));
                    }
                }
                if (more) {
                    throw new WrongWordException(
                            "-S, lane and commit can only be used with exit filter list; " + ofFacts(list));
                }
            }
        }
    }
}
