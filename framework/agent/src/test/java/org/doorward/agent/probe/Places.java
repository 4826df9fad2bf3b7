package org.doorward.agent.probe;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Resolves every place of an argument that names a field, with nothing but the lookup that the launcher is handed, and prints a line for
 * each: {@code getter}, or what is in the place instead.
 */
public final class Places {
    /** What the JDK makes itself, or insists on, where the descriptor names only an abstraction. */
    private static final Map<String, String> IMPLEMENTATIONS = Map.of(
            "java.lang.Process", "java.lang.ProcessImpl",
            "java.nio.channels.SocketChannel", "sun.nio.ch.SocketChannelImpl",
            "java.nio.file.SecureDirectoryStream", "sun.nio.fs.UnixSecureDirectoryStream");

    private final MethodHandles.Lookup lookup;
    private final Set<String> lines = new TreeSet<>();

    private Places(MethodHandles.Lookup lookup) {
        this.lookup = lookup;
    }

    /** @param arguments ignored */
    public static void main(String[] arguments) throws Throwable {
        Map<?, ?> agent = Engine.takeHandle();
        Places places = new Places((MethodHandles.Lookup) agent.get("lookup"));
        List<?> rows = (List<?>) agent.get("rows");
        int column = Arrays.asList(((String) agent.get("header")).split("\t")).indexOf("arguments");
        for (int row : ((BitSet) agent.get("woven")).stream().toArray()) {
            String[] fields = ((String) rows.get(row)).split("\t");
            for (String argument : fields[column].split(";")) {
                for (String place : argument.replaceAll("=[^=]*$", "").split("[+&?:]")) {
                    if (place.matches("const\\(.*|(exit\\.)?(this|result|a\\d)(\\..*)?")) { // the rest are words
                        places.resolve(fields, place);
                    }
                }
            }
        }
        places.lines.forEach(System.out::println);
        places.read();
    }

    private void resolve(String[] row, String place) throws Throwable {
        String[] steps = place.replace("exit.", "").split("\\.");
        if (place.startsWith("const(") || steps.length == 1) {
            return;
        }
        Class<?> owner = Class.forName(
                row[2].replace('/', '.'), false, row[9].equals("boot") ? null : ClassLoader.getSystemClassLoader());
        MethodType type = MethodType.fromMethodDescriptorString(row[4], owner.getClassLoader());
        Class<?> at = steps[0].equals("this")
                ? owner
                : steps[0].equals("result")
                        ? type.returnType()
                        : type.parameterType(Integer.parseInt(steps[0].substring(1)) - 1);
        String where = "item " + row[0] + " " + place + ": ";
        for (String name : Arrays.copyOfRange(steps, 1, steps.length)) {
            at = step(where, at, name);
        }
    }

    /** Makes the getter of one step of a place, says what it is, and returns the type of its value. */
    private Class<?> step(String where, Class<?> declared, String name) throws Throwable {
        for (Class<?> type = declared; type != null; type = type.getSuperclass()) {
            Field field = field(type, name);
            if (field != null && isClosed(type)) {
                return accessor(where, type, name);
            }
            if (field != null) {
                MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type, lookup);
                MethodHandle getter = Modifier.isStatic(field.getModifiers())
                        ? inside.findStaticGetter(type, name, field.getType())
                        : inside.findGetter(type, name, field.getType());
                lines.add(where + "getter " + type.getName() + "." + name + getter.type());
                return field.getType();
            }
        }
        String implementation = IMPLEMENTATIONS.get(declared.getName());
        if (implementation == null) {
            return accessor(where, declared, name);
        }
        lines.add(where + "of " + declared.getName() + " only as " + implementation);
        return step(where, Class.forName(implementation, false, null), name);
    }

    private Class<?> accessor(String where, Class<?> type, String name) throws ReflectiveOperationException {
        Method method = type.getMethod(name);
        MethodHandle accessor = lookup.findVirtual(type, name, MethodType.methodType(method.getReturnType()));
        boolean isFinal = Modifier.isFinal(type.getModifiers() | method.getModifiers());
        lines.add(where + (isFinal ? "final " : type.isSealed() ? "sealed " : "overridable ") + type.getName() + "."
                + name + accessor.type());
        return method.getReturnType();
    }

    /** Where no lookup goes in: the JDK refuses its own java.lang.invoke, other modules are not open to java.base. */
    private static boolean isClosed(Class<?> type) {
        return !type.getModule().isOpen(type.getPackageName(), Object.class.getModule())
                || type.getPackageName().equals("java.lang.invoke");
    }

    private static Field field(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Getters are used: of a private class, reached through another. */
    private void read() throws Throwable {
        Class<?> secure = Class.forName("sun.nio.fs.UnixSecureDirectoryStream", false, null);
        Class<?> plain = Class.forName("sun.nio.fs.UnixDirectoryStream", false, null);
        Class<?> path = Class.forName("sun.nio.fs.UnixPath", false, null);
        MethodHandle ds = MethodHandles.privateLookupIn(secure, lookup).findGetter(secure, "ds", plain);
        MethodHandle dir = MethodHandles.privateLookupIn(plain, lookup).findGetter(plain, "dir", path);
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of("/"))) {
            System.out.println("read " + dir.invoke(ds.invoke(stream)));
        }
    }
}
