package org.doorward.itest.coverage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the natives of the JDK do, as sinks.tsv says: each is named there, so that a new one is noticed. */
final class Sinks {
    private static final Set<String> NO_SINK = Set.of("-", "open");

    private final Map<String, String> operations = new HashMap<>();

    private Sinks(int feature) {
        for (Table.Row row : Table.resource("sinks.tsv")) {
            if (row.isFor(feature)) {
                row.list("natives")
                        .forEach(name -> operations.put(row.get("class") + "." + name, row.get("operation")));
            }
        }
    }

    /** The natives of one JDK. */
    static Sinks of(int feature) {
        return new Sinks(feature);
    }

    /** The natives that touch the outside, by what they do. */
    Map<String, List<Method>> in(CallGraph graph) {
        Map<String, List<Method>> sinks = new TreeMap<>();
        for (Method method : natives(graph)) {
            String operation = operations.get(key(method));
            if (operation != null && !NO_SINK.contains(operation)) {
                sinks.computeIfAbsent(operation, key -> new ArrayList<>()).add(method);
            }
        }
        return sinks;
    }

    /** Natives that the table does not name. */
    Set<String> unlisted(CallGraph graph) {
        Set<String> unlisted = new TreeSet<>();
        natives(graph).stream()
                .filter(method -> !operations.containsKey(key(method)))
                .map(method -> method.owner().module() + " " + method)
                .forEach(unlisted::add);
        return unlisted;
    }

    /** Names of the table under which no native is. */
    Set<String> vanished(CallGraph graph) {
        Set<String> vanished = new TreeSet<>(operations.keySet());
        Set<String> there = new HashSet<>();
        natives(graph).forEach(method -> there.add(key(method)));
        vanished.removeAll(there);
        return vanished;
    }

    private static Collection<Method> natives(CallGraph graph) {
        List<Method> natives = new ArrayList<>();
        for (Type type : graph.types()) {
            for (Method method : type.methods()) {
                if (method.isNative()) {
                    natives.add(method);
                }
            }
        }
        return natives;
    }

    /** The name in the table: of the native, or of all in its package. */
    private String key(Method method) {
        String type = method.owner().name();
        String own = type + "." + method.name();
        String ofPackage = type.substring(0, type.lastIndexOf('/')) + "/*.*";
        return operations.containsKey(own) || !operations.containsKey(ofPackage) ? own : ofPackage;
    }
}
