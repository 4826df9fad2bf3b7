package org.doorward.itest.coverage;

import java.util.Set;

/**
 * Whether a bundle can get at a method without going through another method of the JDK.
 *
 * <p>A method is an entrance if it is public API itself, or if it implements or overrides public API: whoever has the object calls it. Not
 * so the methods of {@link #CALLBACKS}: they are the body of whoever made the object, as a lambda is.
 */
enum Entrance {
    /** Public or protected, in a class of an exported package that any code can name. */
    API,
    /** Of an internal class, but calls through public API run it. */
    IMPLEMENTATION,
    /** Runs when the class is first used, with nothing that the user could say. */
    INITIALISER,
    /** Serialisation runs it. */
    SERIALISATION,
    /** No instruction calls it: the JVM does, or reflection, or nobody. */
    NO_CALLER,
    /** Not to be had but through its callers. */
    NONE;

    private static final Set<String> CALLBACKS = Set.of(
            "java/lang/Runnable",
            "java/lang/Thread",
            "java/util/concurrent/Callable",
            "java/security/PrivilegedAction",
            "java/security/PrivilegedExceptionAction");
    private static final String FUNCTIONS = "java/util/function/";
    private static final Set<String> OF_SERIALISATION = Set.of(
            "readObject(Ljava/io/ObjectInputStream;)V",
            "writeObject(Ljava/io/ObjectOutputStream;)V",
            "readObjectNoData()V",
            "readResolve()Ljava/lang/Object;",
            "writeReplace()Ljava/lang/Object;");

    /** What a method is, callers apart. */
    static Entrance of(Method method, CallGraph graph) {
        if (method.isClassInitialiser()) {
            return INITIALISER;
        }
        if (OF_SERIALISATION.contains(method.signature())) {
            return SERIALISATION;
        }
        if (!method.isPublicOrProtected()) {
            return NONE;
        }
        Set<Type> receivers = graph.receivers(method);
        if (receivers.stream().anyMatch(Type::isVisible)) {
            return API;
        }
        return method.isOverridable() && implementsApi(method, receivers, false) ? IMPLEMENTATION : NONE;
    }

    /** Whether a method of an internal class is the body of one of the callbacks. */
    static boolean isCallback(Method method, CallGraph graph) {
        return method.isOverridable()
                && method.isPublicOrProtected()
                && implementsApi(method, graph.receivers(method), true);
    }

    private static boolean implementsApi(Method method, Set<Type> receivers, boolean callbacks) {
        return receivers.stream()
                .flatMap(type -> type.withSupertypes().stream())
                .filter(Type::isVisible)
                .filter(type -> callbacks == isCallbackType(type))
                .map(type -> type.declared(method.signature()))
                .anyMatch(declared -> declared != null && declared.isOverridable() && declared.isPublicOrProtected());
    }

    private static boolean isCallbackType(Type type) {
        return CALLBACKS.contains(type.name()) || type.name().startsWith(FUNCTIONS);
    }
}
