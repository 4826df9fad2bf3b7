package org.doorward.itest.distribution.probe;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries every member of a class in every way that reflection and method handles know. Nothing is called even where it could be: calls
 * have the wrong number of arguments, which Java looks at after it has looked whether the caller may call at all.
 */
final class Members {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private interface Try {
        void run() throws ReflectiveOperationException;
    }

    private int tried;
    private final List<String> reached = new ArrayList<>();

    /** How many members there were. */
    int tried() {
        return tried;
    }

    /** What could be reached, and how. */
    List<String> reached() {
        return reached;
    }

    /** Tries a class. {@code publicToo}: whether public members of a public class count; they are an API's purpose. */
    void tryAll(Class<?> type, boolean publicToo) {
        for (AccessibleObject object : members(type)) {
            Member member = (Member) object;
            if (publicToo || !isForAll(type, member)) {
                tried++;
                tryOne(type, object, member);
            }
        }
        if (passes(() -> MethodHandles.privateLookupIn(type, LOOKUP))) {
            reached.add("private lookup in " + type.getName());
        }
    }

    private static boolean isForAll(Class<?> type, Member member) {
        int shown = Modifier.PUBLIC | Modifier.PROTECTED;
        for (Class<?> outer = type; outer != null; outer = outer.getDeclaringClass()) {
            if ((outer.getModifiers() & shown) == 0) {
                return false;
            }
        }
        return (member.getModifiers() & shown) != 0;
    }

    private static List<AccessibleObject> members(Class<?> type) {
        List<AccessibleObject> members = new ArrayList<>();
        // A class that refers to one that is not there tells nothing of that sort of member.
        passes(() -> members.addAll(List.of(type.getDeclaredFields())));
        passes(() -> members.addAll(List.of(type.getDeclaredMethods())));
        passes(() -> members.addAll(List.of(type.getDeclaredConstructors())));
        return members;
    }

    private void tryOne(Class<?> type, AccessibleObject object, Member member) {
        List<String> ways = new ArrayList<>();
        if (passes(() -> call(object, member))) {
            ways.add("call");
        }
        if (passes(() -> handle(object, MethodHandles.publicLookup()))) {
            ways.add("public handle");
        }
        if (passes(() -> handle(object, LOOKUP))) {
            ways.add("handle");
        }
        if (passes(() -> object.setAccessible(true))) {
            ways.add("setAccessible");
        }
        if (!ways.isEmpty()) {
            reached.add(type.getName() + "." + member.getName() + " by " + ways);
        }
    }

    private static void call(AccessibleObject object, Member member) throws ReflectiveOperationException {
        if (object instanceof Field field) {
            field.get(Modifier.isStatic(member.getModifiers()) ? null : new Object());
        } else if (object instanceof Method method) {
            method.invoke(
                    Modifier.isStatic(member.getModifiers()) ? null : new Object(),
                    new Object[method.getParameterCount() + 1]);
        } else if (object instanceof Constructor<?> constructor) {
            constructor.newInstance(new Object[constructor.getParameterCount() + 1]);
        }
    }

    private static void handle(AccessibleObject object, MethodHandles.Lookup lookup)
            throws ReflectiveOperationException {
        if (object instanceof Field field) {
            lookup.unreflectGetter(field);
        } else if (object instanceof Method method) {
            lookup.unreflect(method);
        } else if (object instanceof Constructor<?> constructor) {
            lookup.unreflectConstructor(constructor);
        }
    }

    /** Whether Java let it through: what is refused for its arguments only was let through. */
    private static boolean passes(Try attempt) {
        try {
            attempt.run();
            return true;
        } catch (IllegalAccessException
                | java.lang.reflect.InaccessibleObjectException
                | SecurityException // the engine's own rule
                | LinkageError e) {
            return false;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return true;
        }
    }
}
