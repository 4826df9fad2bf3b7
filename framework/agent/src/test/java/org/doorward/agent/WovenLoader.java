package org.doorward.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;

/** A loader of its own for {@link Sample}, woven, and the bridge that it calls, with a handler that writes down what it sees. */
final class WovenLoader extends ClassLoader {
    private static final String BRIDGE = "org/doorward/agent/Bridge";

    /** What the handler saw, in order. */
    final List<String> seen = new ArrayList<>();

    /** The rows that were refused, and why. */
    final Map<String, String> refused = new HashMap<>();

    private final String bridge;
    private final List<HookRow> rows;
    private final List<HookRow> woven = new ArrayList<>();
    private boolean[] wanted;
    private Throwable denial;
    private RuntimeException atExit;

    /** @param methods the methods to weave, as name and descriptor; those that begin with ! have no exit, those of a nested class its name and a dot */
    WovenLoader(String... methods) {
        this(BRIDGE, List.of(methods));
    }

    /** @param bridge the class that woven code calls, as class files name it */
    WovenLoader(String bridge, List<String> methods) {
        super(WovenLoader.class.getClassLoader());
        this.bridge = bridge;
        StringBuilder table = new StringBuilder(
                "item\tkind\tclass\tmethod\tdescriptor\tjdk17\targuments\toutcome\tloader\tdefault\n");
        for (String method : methods) {
            String signature = method.replace("!", "");
            int dot = signature.indexOf('.');
            String type = "org/doorward/agent/Sample" + (dot < 0 ? "" : "$" + signature.substring(0, dot));
            signature = signature.substring(dot + 1);
            int bracket = signature.indexOf('(');
            table.append(String.join(
                            "\t",
                            "1",
                            "file.open",
                            type,
                            signature.substring(0, bracket),
                            signature.substring(bracket),
                            "1",
                            "-",
                            method.startsWith("!") ? "entry-only" : "return",
                            "boot",
                            "on"))
                    .append('\n');
        }
        rows = HookTable.parse("test", table.toString(), 17, 0).rows();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        String type = name.replace('.', '/');
        if (!type.equals(BRIDGE) && !type.startsWith("org/doorward/agent/Sample")) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
            return loaded;
        }
        byte[] bytes = woven(type);
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** The bytes of a class, woven. */
    byte[] woven(String type) {
        try (InputStream in = getResourceAsStream(type + ".class")) {
            byte[] bytes = in.readAllBytes();
            List<HookRow> ofType =
                    rows.stream().filter(row -> row.type().equals(type)).toList();
            return ofType.isEmpty()
                    ? bytes
                    : new ClassWeaver(ofType, bridge)
                            .weave(bytes, woven::add, (row, why) -> refused.put(row.signature(), why));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> wovenSignatures() {
        return woven.stream().map(HookRow::signature).toList();
    }

    /** The woven class, its bridge with a handler, every row wanted. */
    Class<?> sample() throws ReflectiveOperationException {
        Constructor<?> bridge =
                loadClass("org.doorward.agent.Bridge").getDeclaredConstructor(int.class, Object[].class);
        bridge.setAccessible(true);
        @SuppressWarnings("unchecked") // Bridge, of this loader
        BiFunction<ObjIntConsumer<Object[]>, ObjIntConsumer<Object[]>, boolean[]> handle =
                (BiFunction<ObjIntConsumer<Object[]>, ObjIntConsumer<Object[]>, boolean[]>)
                        bridge.newInstance(rows.size(), new Object[1]);
        wanted = handle.apply(this::enter, this::exit);
        Arrays.fill(wanted, true);
        return loadClass("org.doorward.agent.Sample");
    }

    void wantNothing() {
        Arrays.fill(wanted, false);
    }

    void deny(Throwable how) {
        denial = how;
    }

    void throwAtExit(RuntimeException what) {
        atExit = what;
    }

    private String name(int row) {
        String signature = rows.get(row).signature();
        return signature.substring(0, signature.indexOf('('));
    }

    private void enter(Object[] call, int row) {
        seen.add("enter " + name(row) + " "
                + Arrays.stream(call).skip(4).map(WovenLoader::show).collect(Collectors.joining(", ", "[", "]")));
        if (denial != null) {
            WovenLoader.<RuntimeException>sneak(denial);
        }
        call[0] = this;
    }

    private void exit(Object[] call, int row) {
        seen.add("exit " + name(row) + " " + show(call[1]) + (call[2] == null ? "" : " " + call[2]));
        if (atExit != null) {
            throw atExit;
        }
    }

    private static String show(Object value) {
        return value instanceof int[] ints
                ? Arrays.toString(ints)
                : value instanceof byte[] bytes
                        ? Arrays.toString(bytes)
                        : value == null || value instanceof String
                                ? String.valueOf(value)
                                : value.getClass().getSimpleName() + " " + value;
    }

    @SuppressWarnings("unchecked") // as the agent lets it pass
    private static <T extends Throwable> void sneak(Throwable denial) throws T {
        throw (T) denial;
    }
}
