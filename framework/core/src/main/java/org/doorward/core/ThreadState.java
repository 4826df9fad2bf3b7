package org.doorward.core;

import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/*
 * Whoever opens it could empty a thread in the middle of an operation, or put into it that a hook runs there. The JDK keeps it closed to bundles
 * as long as the operator does not open java.lang to them, which old libraries ask for; and it tells nobody who tried.
 *
 * What empties a thread without that is the JDK's own: a worker of the common pool forgets what its tasks left in it. Then nothing is exempt:
 * FrameProtectionIT, and who holds the token of an open call ends it: BridgeTest.
 */
/** The private state of threads, in which the engine and the bridge keep what is open in each. Immutable, safe for all threads. */
final class ThreadState {
    /** The members of each that anybody may call, by name. */
    private static final Map<String, Set<String>> SHOWN = new HashMap<>();

    static {
        for (String type : new String[] {
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.ThreadLocal$ThreadLocalMap",
            "java.lang.ThreadLocal$ThreadLocalMap$Entry",
            "java.lang.InheritableThreadLocal",
            "java.util.concurrent.ForkJoinWorkerThread",
            "java.util.concurrent.ThreadLocalRandom",
            "jdk.internal.misc.InnocuousThread"
        }) {
            SHOWN.put(type, shown(type));
        }
    }

    private ThreadState() {}

    private static Set<String> shown(String name) {
        try {
            Class<?> type = Class.forName(name, false, null);
            boolean reached =
                    Modifier.isPublic(type.getModifiers()) && type.getModule().isExported(type.getPackageName());
            Set<String> names = new HashSet<>();
            if (reached) {
                Stream.<Member[]>of(type.getDeclaredFields(), type.getDeclaredMethods(), type.getDeclaredConstructors())
                        .flatMap(Arrays::stream)
                        .filter(member -> (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
                        .forEach(member -> names.add(member.getName()));
            }
            return Set.copyOf(names);
        } catch (ClassNotFoundException e) {
            return Set.of(); // another JDK
        }
    }

    /** Whether there is some in this class. */
    static boolean isIn(String type) {
        return SHOWN.containsKey(type);
    }

    /** Whether this member of such a class is some. {@code member}: {@code null} means all of them */
    static boolean is(String type, String member) {
        return member == null || !SHOWN.get(type).contains(member);
    }
}
