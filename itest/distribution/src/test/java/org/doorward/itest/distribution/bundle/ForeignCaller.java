package org.doorward.itest.distribution.bundle;

import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.doorward.tool.ToolCommand;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * A command of the bundle's own name: calls a function of the C library, or does one of the things that lead to memory which is not its own.
 * Finds {@code java.lang.foreign} by name: it is compiled for a JDK that does not have it.
 */
public final class ForeignCaller implements BundleActivator, ToolCommand {
    private String name;

    @Override
    public void start(BundleContext context) {
        name = context.getBundle().getSymbolicName();
        context.registerService(ToolCommand.class, this, null);
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "Calls a function of the C library.";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            out.println(done(arguments.get(0)));
            return 0;
        } catch (InvocationTargetException e) {
            out.println(e.getCause());
        } catch (Throwable e) {
            out.println(e);
        }
        return 1;
    }

    private static Object done(String what) throws Throwable {
        Object memory = type("MemorySegment").getMethod("ofAddress", long.class).invoke(null, 4096L);
        Object arena = type("Arena").getMethod("global").invoke(null);
        return switch (what) {
            case "call" -> call();
            case "resize" ->
                type("MemorySegment").getMethod("reinterpret", long.class).invoke(memory, 8L);
            case "resize-under-a-name-of-the-jdk" -> namesake().apply(memory);
            case "keep" ->
                type("MemorySegment")
                        .getMethod("reinterpret", type("Arena"), Consumer.class)
                        .invoke(memory, arena, null);
            case "point" ->
                type("AddressLayout")
                        .getMethod("withTargetLayout", type("MemoryLayout"))
                        .invoke(constant("ADDRESS"), constant("JAVA_BYTE"));
            default -> throw new IllegalArgumentException(what);
        };
    }

    @SuppressWarnings("unchecked") // it is one
    private static UnaryOperator<Object> namesake() throws ReflectiveOperationException {
        return (UnaryOperator<Object>) Class.forName("jdk.internal.foreign.fake.Caller")
                .getDeclaredConstructor()
                .newInstance();
    }

    /** {@code getpid}, which the linker finds by itself. */
    private static Object call() throws Throwable {
        Object linker = type("Linker").getMethod("nativeLinker").invoke(null);
        Object symbols = type("Linker").getMethod("defaultLookup").invoke(linker);
        Optional<?> address = (Optional<?>)
                type("SymbolLookup").getMethod("find", String.class).invoke(symbols, "getpid");
        Object none = Array.newInstance(type("MemoryLayout"), 0);
        Object signature = type("FunctionDescriptor")
                .getMethod("of", type("MemoryLayout"), none.getClass())
                .invoke(null, constant("JAVA_INT"), none);
        Object options = Array.newInstance(type("Linker$Option"), 0);
        MethodHandle function = (MethodHandle) type("Linker")
                .getMethod("downcallHandle", type("MemorySegment"), type("FunctionDescriptor"), options.getClass())
                .invoke(linker, address.orElseThrow(), signature, options);
        return function.invokeWithArguments();
    }

    private static Object constant(String layout) throws ReflectiveOperationException {
        return type("ValueLayout").getField(layout).get(null);
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName("java.lang.foreign." + name);
    }
}
