package org.doorward.itest.coverage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The way back from natives to the entrances from which they are reached without a hook.
 *
 * <p>It ends at hooked methods, and at the first entrance: what calls that one is as open as it is. So virtual calls through public types,
 * which could run anything, need not be followed.
 */
final class Walk {
    /**
     * An entrance that reaches a native with no hook in between.
     *
     * @param operations what the natives do that it reaches
     * @param path from the entrance down to one of the natives
     */
    record Leftover(Method method, Entrance entrance, Set<String> operations, List<Method> path) {
        /** The way to a native, one method a line. */
        String explained() {
            return path.stream().map(Method::toString).collect(Collectors.joining("\n      > "));
        }
    }

    private final CallGraph graph;
    private final Predicate<Method> closed;
    private final Map<Method, Leftover> leftovers = new LinkedHashMap<>();

    /** @param closed where a way ends well: hooked methods, and those behind which nothing is the caller's to choose */
    Walk(CallGraph graph, Predicate<Method> closed) {
        this.graph = graph;
        this.closed = closed;
    }

    /**
     * All leftovers, by name.
     *
     * @param sinks natives by what they do
     */
    Map<String, Leftover> from(Map<String, ? extends Collection<Method>> sinks) {
        sinks.forEach(this::back);
        Map<String, Leftover> byName = new TreeMap<>();
        leftovers.values().forEach(leftover -> byName.put(leftover.method().toString(), leftover));
        return byName;
    }

    private void back(String operation, Collection<Method> natives) {
        Map<Method, Method> next = new LinkedHashMap<>();
        Deque<Method> open = new ArrayDeque<>();
        for (Method sink : natives) {
            next.put(sink, null);
            open.add(sink);
        }
        while (!open.isEmpty()) {
            Method method = open.remove();
            if (closed.test(method)) {
                continue;
            }
            Entrance entrance = Entrance.of(method, graph);
            Collection<Method> callers = entrance == Entrance.NONE ? callers(method) : List.of();
            if (callers.isEmpty()) {
                record(method, entrance == Entrance.NONE ? Entrance.NO_CALLER : entrance, operation, next);
            }
            for (Method caller : callers) {
                if (!next.containsKey(caller)) {
                    next.put(caller, method);
                    open.add(caller);
                }
            }
        }
    }

    /** Of a callback, calls that name its internal type, and whoever makes the object. */
    private Collection<Method> callers(Method method) {
        if (!Entrance.isCallback(method, graph)) {
            return graph.callers(method, owner -> true);
        }
        List<Method> callers = new ArrayList<>(graph.callers(method, owner -> !owner.isVisible()));
        callers.addAll(graph.constructors(method));
        return callers;
    }

    private void record(Method method, Entrance entrance, String operation, Map<Method, Method> next) {
        Leftover leftover = leftovers.computeIfAbsent(
                method, key -> new Leftover(method, entrance, new TreeSet<>(), path(method, next)));
        leftover.operations().add(operation);
    }

    private static List<Method> path(Method from, Map<Method, Method> next) {
        List<Method> path = new ArrayList<>();
        for (Method at = from; at != null; at = next.get(at)) {
            path.add(at);
        }
        return path;
    }
}
