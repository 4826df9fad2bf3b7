package org.doorward.itest.coverage;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who may call a method. A virtual call may run each method that a subtype of its owner has under that name and descriptor; so it errs on
 * the side of too many callers.
 *
 * <p>What the JDK calls by reflection, or its native code by itself, is no call here. Not thread-safe: it remembers what it was asked.
 */
final class CallGraph {
    private final Map<String, Type> types;
    private final Map<String, Map<Type, Set<Call>>> calls;
    private final Map<Method, Set<Type>> owners = new HashMap<>();

    /** @param calls by what is called, name and descriptor, and by the type through which */
    CallGraph(Map<String, Type> types, Map<String, Map<Type, Set<Call>>> calls) {
        this.types = types;
        this.calls = calls;
    }

    Collection<Type> types() {
        return types.values();
    }

    /** A method by its class, name and descriptor; null if there is none. */
    Method method(String owner, String signature) {
        Type type = types.get(owner);
        return type == null ? null : type.declared(signature);
    }

    /** The type that declares a method and the subtypes that inherit it. */
    Set<Type> receivers(Method method) {
        if (method.isConstructor()) {
            return Set.of(method.owner());
        }
        Set<Type> receivers = new LinkedHashSet<>(method.owner().withSubtypes());
        receivers.removeIf(type -> type.resolve(method.signature()) != method);
        return receivers;
    }

    /** Methods in whose bodies a call stands that may run this one, through an owner that the filter takes. */
    Set<Method> callers(Method method, Predicate<Type> filter) {
        Map<Type, Set<Call>> byOwner = calls.getOrDefault(method.signature(), Map.of());
        Set<Method> callers = new LinkedHashSet<>();
        for (Type owner : method.isConstructor() ? Set.of(method.owner()) : byOwner.keySet()) {
            if (filter.test(owner)) {
                boolean resolved = Objects.equals(owner.resolve(method.signature()), method);
                for (Call call : byOwner.getOrDefault(owner, Set.of())) {
                    if (resolved || !call.exact() && isOwner(owner, method)) {
                        callers.add(call.caller());
                    }
                }
            }
        }
        return callers;
    }

    private boolean isOwner(Type owner, Method method) {
        return owners.computeIfAbsent(method, this::owners).contains(owner);
    }

    /** The types through which a virtual call may run a method: those that have it, and all above them. */
    private Set<Type> owners(Method method) {
        Set<Type> all = new HashSet<>();
        receivers(method).forEach(type -> all.addAll(type.withSupertypes()));
        return all;
    }

    /** The constructors of the classes whose objects have this method. */
    Set<Method> constructors(Method method) {
        Set<Method> constructors = new LinkedHashSet<>();
        for (Type type : receivers(method)) {
            for (Method candidate : type.methods()) {
                if (candidate.isConstructor()) {
                    constructors.add(candidate);
                }
            }
        }
        return constructors;
    }
}
