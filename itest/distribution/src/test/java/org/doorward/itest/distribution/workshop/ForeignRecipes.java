package org.doorward.itest.distribution.workshop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.function.Consumer;

/** For the methods of {@code java.lang.foreign}, which is found by name: it is not there before JDK 22. Nothing foreign is called. */
final class ForeignRecipes {
    private static final String PACKAGE = "java.lang.foreign.";

    private final Recipes recipes;

    ForeignRecipes(Recipes recipes) {
        this.recipes = recipes;
    }

    void add() {
        recipes.add(PACKAGE + "Linker", () -> ofStatic("Linker", "nativeLinker"));
        recipes.add(PACKAGE + "Arena", () -> ofStatic("Arena", "global"));
        recipes.add(
                PACKAGE + "AddressLayout",
                () -> type("ValueLayout").getField("ADDRESS").get(null));
        recipes.add(
                PACKAGE + "MemoryLayout",
                () -> type("ValueLayout").getField("JAVA_BYTE").get(null));
        recipes.add(
                PACKAGE + "MemorySegment",
                () -> type("MemorySegment").getMethod("ofAddress", long.class).invoke(null, 4096L));
        recipes.add(PACKAGE + "FunctionDescriptor", this::descriptor);
        recipes.add("Linker.upcallStub/1", () -> MethodHandles.empty(MethodType.methodType(void.class)));
        recipes.add(Consumer.class, () -> (Consumer<Object>) segment -> {});
        recipes.add("SymbolLookup.libraryLookup/1", () -> "libm.so.6");
    }

    private Object descriptor() throws ReflectiveOperationException {
        Object none = Array.newInstance(type("MemoryLayout"), 0);
        return type("FunctionDescriptor").getMethod("ofVoid", none.getClass()).invoke(null, none);
    }

    private static Object ofStatic(String type, String method) throws ReflectiveOperationException {
        return type(type).getMethod(method).invoke(null);
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name);
    }
}
