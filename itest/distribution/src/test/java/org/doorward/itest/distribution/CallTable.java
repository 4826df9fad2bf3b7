package org.doorward.itest.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What comes of public methods and constructors of the JDK in the categories file, process, network, native, class loader and exit. */
final class CallTable {
    /**
     * A row, as it is for this JDK.
     *
     * @param result what comes of the call: see the table
     * @param reason why it is not one event and an exception
     */
    record Row(String type, String method, String descriptor, String result, String reason) {
        boolean isThere() {
            return !result.equals("-");
        }

        boolean isCalled() {
            return isThere() && !result.equals("uncalled");
        }

        /** Whether the call ends the JVM, unless it is denied. */
        boolean isFatal() {
            return result.endsWith(":runtime.exit") || result.endsWith(":runtime.halt");
        }

        /** Whether one event and an exception come of it. */
        boolean isPlain() {
            return result.contains(":") && !result.contains(";") && !result.startsWith("swallowed:");
        }

        /** Whether authors can name it. */
        boolean isCallable() {
            Executable member = member();
            return member != null
                    && Modifier.isPublic(member.getModifiers())
                    && Modifier.isPublic(member.getDeclaringClass().getModifiers())
                    && member.getDeclaringClass()
                            .getModule()
                            .isExported(member.getDeclaringClass().getPackageName());
        }

        /** What the row names, {@code null} if this JDK does not have it. */
        Executable member() {
            try {
                Class<?> owner = Class.forName(type.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
                Executable[] members =
                        method.equals("<init>") ? owner.getDeclaredConstructors() : owner.getDeclaredMethods();
                return Arrays.stream(members)
                        .filter(member ->
                                method.equals("<init>") || member.getName().equals(method))
                        .filter(member -> descriptorOf(member).equals(descriptor))
                        .findFirst()
                        .orElse(null);
            } catch (ClassNotFoundException e) {
                return null;
            }
        }

        private static String descriptorOf(Executable member) {
            Class<?> result = member instanceof java.lang.reflect.Method named ? named.getReturnType() : void.class;
            return java.lang.invoke.MethodType.methodType(result, member.getParameterTypes())
                    .toMethodDescriptorString();
        }

        @Override
        public String toString() {
            return type.replace('/', '.') + "." + method + descriptor;
        }
    }

    private CallTable() {}

    static List<Row> rows() {
        int column = Runtime.version().feature() < 25 ? 3 : 4;
        try (InputStream in = CallTable.class.getResourceAsStream("calls.tsv")) {
            return lines(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .map(cells -> new Row(cells[0], cells[1], cells[2], cells[column], cells[5]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cells of a table's lines, without its comments and its header. */
    static Stream<String[]> lines(String table) {
        return table.lines().filter(line -> !line.startsWith("#")).skip(1).map(line -> line.split("\t", -1));
    }
}
