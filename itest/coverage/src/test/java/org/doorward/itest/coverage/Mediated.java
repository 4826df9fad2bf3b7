package org.doorward.itest.coverage;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Which methods come to given ones, over any number of calls. Through a type of the public API a call is only taken to come to its
 * implementations if it is a type of files, channels or sockets: else whoever calls {@code toString()} would open files.
 */
final class Mediated {
    /** In no run that Doorward mediates; on JDK 17 its checks lead everywhere. */
    private static final String NEVER_THERE = "java/lang/SecurityManager";

    private final CallGraph graph;
    private final Set<Method> reaching = new HashSet<>();

    /** @param goals what is to be reached */
    Mediated(CallGraph graph, Collection<Method> goals) {
        this.graph = graph;
        Deque<Method> open = new ArrayDeque<>(goals);
        reaching.addAll(goals);
        while (!open.isEmpty()) {
            Method method = open.remove();
            if (method.owner().name().equals(NEVER_THERE)) {
                continue;
            }
            for (Method caller : graph.callers(method, owner -> isFollowed(owner, method))) {
                if (reaching.add(caller)) {
                    open.add(caller);
                }
            }
        }
    }

    private static boolean isFollowed(Type owner, Method method) {
        return owner.equals(method.owner()) || !owner.isVisible() || isOfFilesOrSockets(owner.name());
    }

    private static boolean isOfFilesOrSockets(String name) {
        return name.startsWith("java/nio/")
                || name.startsWith("java/net/")
                || name.startsWith("javax/net/")
                || name.startsWith("java/lang/Process");
    }

    /** Whether a method comes to a goal, or an implementation of it does. */
    boolean includes(Method method) {
        return reaching.contains(method)
                || method.isOverridable()
                        && method.owner().withSubtypes().stream()
                                .map(type -> type.declared(method.signature()))
                                .anyMatch(reaching::contains);
    }
}
