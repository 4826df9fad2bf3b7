package org.doorward.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Brings the bridge into java.base: where it goes, under which name, and who may reach it afterwards (nobody). */
final class BridgeDefinition {
    /** No module gets this package exported or opened, on any JDK that the table has a column for. */
    private static final String PACKAGE = "sun.launcher";

    private static final String NEIGHBOUR = PACKAGE + ".LauncherHelper";

    /** The bridge in java.base, as class files name it. */
    static final String NAME = "sun/launcher/DoorwardBridge";

    /**
     * What is left of the definition, for the launcher alone.
     *
     * @param handle the bridge's only instance
     * @param inside a lookup with full access to java.base
     */
    record Installed(Object handle, MethodHandles.Lookup inside) {}

    private BridgeDefinition() {}

    /**
     * Defines the bridge and returns its handle and its lookup.
     *
     * @throws RefusedException if there is a bridge already
     */
    static Installed install(Instrumentation instrumentation, int rows) {
        if (isThere()) {
            throw new RefusedException("the agent is there already: give -javaagent of Doorward once");
        }
        Module base = Object.class.getModule();
        ClassLoader passing = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (!name.equals(BridgeInstaller.class.getName())) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = bytesOf(BridgeInstaller.class);
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
        instrumentation.redefineModule(
                base, Set.of(), Map.of(), Map.of(PACKAGE, Set.of(passing.getUnnamedModule())), Set.of(), Map.of());
        byte[] bridge = ClassFileNames.replace(bytesOf(Bridge.class), internalName(Bridge.class), NAME);
        try {
            @SuppressWarnings("unchecked") // the class is BridgeInstaller, of another loader
            BiFunction<Object, Object, Object[]> installer =
                    (BiFunction<Object, Object, Object[]>) passing.loadClass(BridgeInstaller.class.getName())
                            .getConstructor()
                            .newInstance();
            Object[] made = installer.apply(new Object[] {bridge, rows}, Class.forName(NEIGHBOUR, false, null));
            return new Installed(made[0], (MethodHandles.Lookup) made[1]);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the bridge cannot be put into [" + PACKAGE + "] of java.base", e);
        }
    }

    /**
     * Lets the classes of another module call the bridge's public methods: enter and exit, never the handle. Nothing is opened to it.
     */
    static void exportTo(Module module, Instrumentation instrumentation) {
        instrumentation.redefineModule(
                Object.class.getModule(), Set.of(), Map.of(PACKAGE, Set.of(module)), Map.of(), Set.of(), Map.of());
    }

    private static boolean isThere() {
        try {
            Class.forName(NAME.replace('/', '.'), false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static String internalName(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private static byte[] bytesOf(Class<?> type) {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("class [" + type.getName() + "] cannot be read from the agent's jar", e);
        }
    }
}
