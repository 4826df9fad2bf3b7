package org.doorward.itest.coverage;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The reviewed list of what is left, allowed.tsv, for one JDK. Its verdicts:
 *
 * <ul>
 *   <li>{@code harmless}: an entrance without a hook that needs none, for the reason beside it;
 *   <li>{@code open}: an entrance through which a bundle does something unseen; docs/threat-model.md says so;
 *   <li>{@code closed}: no entrance, and what it does is not the caller's to choose: the walk ends there.
 * </ul>
 */
final class Allowed {
    private static final String CLOSED = "closed";

    private final Map<String, Table.Row> rows = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    private Allowed(int feature) {
        for (Table.Row row : Table.resource("allowed.tsv")) {
            if (row.isFor(feature)) {
                Table.Row twice = rows.put(row.get("class") + "." + row.get("method") + row.get("descriptor"), row);
                if (twice != null) {
                    throw new IllegalArgumentException("allowed.tsv: twice: " + twice.cells());
                }
            }
        }
    }

    /** The list for one JDK. */
    static Allowed of(int feature) {
        return new Allowed(feature);
    }

    /** Whether the walk ends there. */
    boolean isClosed(Method method) {
        Table.Row row = rows.get(method.toString());
        boolean closed = row != null && row.get("verdict").equals(CLOSED);
        if (closed) {
            used.add(method.toString());
        }
        return closed;
    }

    /** The entrances that may be left, and the operations that they may reach. */
    Map<String, Set<String>> entrances() {
        Map<String, Set<String>> entrances = new TreeMap<>();
        rows.forEach((method, row) -> {
            if (!row.get("verdict").equals(CLOSED)) {
                entrances.put(method, new TreeSet<>(row.list("operations")));
            }
        });
        return entrances;
    }

    /** Closed methods on which no walk has come. */
    Set<String> unused() {
        Set<String> unused = new TreeSet<>(rows.keySet());
        unused.removeAll(entrances().keySet());
        unused.removeAll(used);
        return unused;
    }

    /** How many entrances have a verdict. */
    long count(String verdict) {
        return rows.values().stream()
                .filter(row -> row.get("verdict").equals(verdict))
                .count();
    }
}
