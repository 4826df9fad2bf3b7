package org.doorward.agent.probe;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Tries every way to the bridge and the handle after the launcher has taken it, from beside the launcher: the class path's own module,
 * which is the best place that a bundle can get to. Prints {@code stopped WAY} or {@code REACHED WAY}.
 */
public final class Intruder {
    private interface Way {
        void run() throws Throwable;
    }

    /** @param arguments the agent's jar */
    public static void main(String[] arguments) throws Exception {
        Supplier<?> handOver = (Supplier<?>) Thread.currentThread().getUncaughtExceptionHandler();
        List<WeakReference<?>> dropped = new ArrayList<>();
        Object handle = launch(dropped);
        Class<?> bridge = handle.getClass();

        way("register again", () -> register(handle));
        way("take the handle again", handOver::get);
        way("find the hand-over on a thread", () -> {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getUncaughtExceptionHandler() instanceof Supplier) {
                    return;
                }
            }
            throw new IllegalStateException("no thread has it");
        });
        way("call the bridge", () -> bridge.getMethod("wanted", int.class).invoke(null, 0));
        way(
                "call the handle by reflection",
                () -> bridge.getMethod("apply", ObjIntConsumer.class, ObjIntConsumer.class)
                        .invoke(handle, null, null));
        for (Field field : bridge.getDeclaredFields()) {
            way("open " + field.getName(), () -> field.setAccessible(true));
        }
        for (Method method : bridge.getDeclaredMethods()) {
            way("open " + method, () -> method.setAccessible(true));
        }
        Constructor<?> constructor = bridge.getDeclaredConstructors()[0];
        way("make a second handle", () -> constructor.setAccessible(true));
        way("private lookup", () -> MethodHandles.privateLookupIn(bridge, MethodHandles.lookup()));
        way(
                "lookup in the bridge",
                () -> MethodHandles.lookup()
                        .in(bridge)
                        .findStatic(bridge, "wanted", MethodType.methodType(boolean.class, int.class)));
        way(
                "the package is exported",
                () -> require(bridge.getModule().isExported(bridge.getPackageName(), Intruder.class.getModule())));
        way(
                "the package is open",
                () -> require(bridge.getModule().isOpen(bridge.getPackageName(), Intruder.class.getModule())));
        way(
                "define a class beside the bridge",
                () -> MethodHandles.privateLookupIn(
                                Class.forName("sun.launcher.LauncherHelper", false, null), MethodHandles.lookup())
                        .defineClass(new byte[0]));
        way("the installer on the class path", () -> installer().apply(bridgeBytes(), bridge));
        way("the lookup that the launcher dropped", () -> require(isKept(dropped.get(0))));
        way("a static field of the agent", () -> statics(arguments[0]));
    }

    /** As the launcher: uses what it is handed and drops it. */
    private static Object launch(List<WeakReference<?>> dropped) {
        Map<?, ?> agent = Engine.takeHandle();
        dropped.add(new WeakReference<>(Objects.requireNonNull(agent.get("lookup"))));
        Object handle = agent.get("register");
        register(handle);
        return handle;
    }

    /** Whether an object that nobody here holds outlives the collection of all garbage: then something holds it. */
    private static boolean isKept(WeakReference<?> dropped) {
        for (int round = 0; round < 10 && dropped.get() != null; round++) {
            System.gc();
        }
        return dropped.get() != null;
    }

    private static void register(Object handle) {
        @SuppressWarnings("unchecked") // what the package's documentation promises
        BiFunction<ObjIntConsumer<Object[]>, ObjIntConsumer<Object[]>, boolean[]> registration =
                (BiFunction<ObjIntConsumer<Object[]>, ObjIntConsumer<Object[]>, boolean[]>) handle;
        registration.apply((call, row) -> {}, (call, row) -> {});
    }

    private static void require(boolean reached) {
        if (!reached) {
            throw new IllegalStateException("it is not");
        }
    }

    @SuppressWarnings("unchecked") // a public class of the agent's jar
    private static BiFunction<Object, Object, Object> installer() throws Exception {
        return (BiFunction<Object, Object, Object>) Class.forName("org.doorward.agent.BridgeInstaller")
                .getConstructor()
                .newInstance();
    }

    private static Object[] bridgeBytes() throws Exception {
        try (InputStream in = Intruder.class.getResourceAsStream("/org/doorward/agent/Bridge.class")) {
            return new Object[] {in.readAllBytes(), 1};
        }
    }

    /** Every static field of every class of the agent: all are open to the class path, so none may hold anything of worth. */
    private static void statics(String jar) throws Exception {
        int seen = 0;
        try (JarFile file = new JarFile(jar)) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName();
                if (name.matches("org/doorward/agent/[^/]+\\.class") && !name.endsWith("package-info.class")) {
                    Class<?> type = Class.forName(name.replace(".class", "").replace('/', '.'));
                    for (Field field : type.getDeclaredFields()) {
                        if (java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
                            seen++;
                            field.setAccessible(true);
                            if (!isWorthless(field.get(null))) {
                                System.out.println("field " + field);
                                return;
                            }
                        }
                    }
                }
            }
        }
        System.out.println("statics " + seen);
        throw new IllegalStateException("nothing of worth in any of them");
    }

    private static boolean isWorthless(Object value) {
        if (value instanceof Collection<?> values) {
            return values.stream().allMatch(Intruder::isWorthless);
        }
        return value == null
                || value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Class<?> type && type.getClassLoader() == null
                || value instanceof boolean[] switches && switches.length == 0 // of the template of the bridge
                || value instanceof ThreadLocal<?> own && own.get() == null;
    }

    private static void way(String name, Way way) {
        try {
            way.run();
            System.out.println("REACHED " + name);
        } catch (InvocationTargetException e) {
            System.out.println("REACHED " + name + ", it threw " + e.getCause());
        } catch (Throwable e) {
            System.out.println("stopped " + name);
        }
    }
}
