package org.doorward.core.woven;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.event.KindSpec;
import org.doorward.event.KindTable;
import org.doorward.guard.OperationDeniedException;

/** One row of the hook table, which is one woven method: what it means to the engine. Immutable, safe for all threads. */
public final class WovenRow {
    /**
     * An argument of the kind.
     *
     * @param name as in the table of kinds
     * @param place where it stands in the call
     */
    public record Argument(String name, Place place) {}

    private final int item;
    private final String name;
    private final String type;
    private final List<KindSpec> kinds;
    private final List<Argument> atEntry = new ArrayList<>();
    private final List<Argument> atExit = new ArrayList<>();
    private final Ending ending;
    private final Denial denial;

    /**
     * The row of a line.
     *
     * @param loader knows the class, which is woven and hence loaded
     * @throws IllegalArgumentException if the line says what this engine does not understand, naming the row
     */
    WovenRow(TableLine line, ClassLoader loader, MethodHandles.Lookup lookup) {
        this.item = Integer.parseInt(line.field("item"));
        this.type = line.field("class").replace('/', '.');
        this.name = "item " + item + " " + line.field("kind") + " " + line.field("class") + "." + line.field("method");
        try {
            this.kinds = Stream.of(line.field("kind").split(","))
                    .map(kind -> KindTable.contract().find(kind))
                    .toList();
            Class<?> owner = Class.forName(type, false, loader);
            MethodType signature =
                    MethodType.fromMethodDescriptorString(line.field("descriptor"), owner.getClassLoader());
            Places places = new Places(owner, signature, lookup);
            if (!line.field("arguments").equals("-")) {
                for (String argument : line.field("arguments").split(";")) {
                    add(argument, places);
                }
            }
            this.ending = Ending.parse(line.field("outcome"));
            this.denial = Denial.of(
                    kinds.get(0).exceptions(),
                    method(owner, line.field("method"), signature).getExceptionTypes());
        } catch (IllegalArgumentException | ReflectiveOperationException | LinkageError e) {
            throw new IllegalArgumentException("hook table, " + name + ": " + e.getMessage(), e);
        }
    }

    private void add(String text, Places places) {
        int equals = text.lastIndexOf('=');
        Argument argument = new Argument(text.substring(equals + 1).intern(), places.parse(text.substring(0, equals)));
        (argument.place().atExit() ? atExit : atEntry).add(argument);
    }

    private static Executable method(Class<?> owner, String method, MethodType type) throws NoSuchMethodException {
        Executable[] all = method.equals("<init>") ? owner.getDeclaredConstructors() : owner.getDeclaredMethods();
        for (Executable one : all) {
            boolean named = method.equals("<init>") || one.getName().equals(method);
            if (named
                    && type.parameterList().equals(List.of(one.getParameterTypes()))
                    && (!(one instanceof java.lang.reflect.Method m) || m.getReturnType() == type.returnType())) {
                return one;
            }
        }
        throw new NoSuchMethodException(owner.getName() + "." + method + type);
    }

    /** The number that rows of one purpose share. */
    public int item() {
        return item;
    }

    /** The name of the class whose method it is. */
    public String type() {
        return type;
    }

    /** The kinds: one, but for rows that only end operations. */
    public List<KindSpec> kinds() {
        return kinds;
    }

    /** What is known when the method is called. */
    public List<Argument> atEntry() {
        return atEntry;
    }

    /** What is known when it has returned. */
    public List<Argument> atExit() {
        return atExit;
    }

    /** How the outcome is told. */
    public Ending ending() {
        return ending;
    }

    /** What the method throws when it is denied: an exception that it declares, with the denial as its cause, or the denial itself. */
    public Exception denial(OperationDeniedException denied, String path) {
        return denial.of(denied, path);
    }

    /** For messages: item, kind and method. */
    @Override
    public String toString() {
        return name;
    }
}
