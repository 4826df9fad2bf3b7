package org.doorward.itest.distribution.workshop;

import java.io.Closeable;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Executable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import org.doorward.itest.distribution.victim.Calls;
import org.doorward.itest.distribution.victim.Victim;
import org.doorward.itest.distribution.victim.Way;
import org.doorward.tool.ToolCommand;

/**
 * {@code calls FOLDER FROM TO}: makes the calls of these numbers in every way, with things in the folder, and writes in its file
 * {@code results} what came of each. A call that is still at it after a while is left alone: it passed.
 */
final class MakeCalls implements ToolCommand {
    private static final long PATIENCE_MILLIS = 1_000;

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public String description() {
        return "Makes calls.";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        Path folder = Path.of(arguments.get(0));
        try {
            Calls calls = Victim.calls();
            List<String> results = new ArrayList<>();
            int end = Integer.parseInt(arguments.get(2));
            for (int number = Integer.parseInt(arguments.get(1)); number < end; number++) {
                for (Way way : Way.values()) {
                    if (way.isThere()) {
                        results.add(number + "\t" + way + "\t" + result(folder, calls, number, way));
                    }
                }
            }
            Files.write(folder.resolve("results"), results);
            return 0;
        } catch (Throwable e) {
            e.printStackTrace(out);
            return 1;
        }
    }

    private static String result(Path folder, Calls calls, int number, Way way) throws Throwable {
        Executable member = calls.member(number);
        try (Recipes recipes = new Recipes(folder)) {
            Object[] arguments;
            try {
                arguments = recipes.argumentsOf(member);
            } catch (NoRecipeException e) {
                return "no recipe: " + e.getMessage();
            }
            AtomicReference<String> result = new AtomicReference<>("still at it");
            Thread thread = new Thread(() -> result.set(call(calls, number, way, arguments)), "caller");
            thread.setDaemon(true);
            thread.start();
            thread.join(PATIENCE_MILLIS);
            Victim.mark(number + "-" + way);
            return result.get();
        } catch (Exception e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return "not prepared: " + oneLine(trace.toString());
        }
    }

    private static String call(Calls calls, int number, Way way, Object[] arguments) {
        try {
            Object returned = way.call(calls, number, arguments);
            if (returned instanceof java.util.concurrent.Future<?> future) {
                returned = future.get(PATIENCE_MILLIS / 2, TimeUnit.MILLISECONDS);
            }
            close(returned);
            return returned == null
                    ? "returned null"
                    : "returned " + returned.getClass().getName();
        } catch (Throwable e) {
            return "threw " + publicTypeOf(e) + "\t" + oneLine(String.valueOf(e.getMessage()));
        }
    }

    /** The lock of a log would be in the next call's way. */
    private static void close(Object returned) throws Exception {
        if (returned instanceof Handler handler) {
            handler.close();
        } else if (returned instanceof Closeable closeable) {
            closeable.close();
        }
    }

    /** What callers of the JDK can catch. */
    private static String publicTypeOf(Throwable e) {
        Class<?> type = e.getClass();
        while (!type.getName().startsWith("java.")) {
            type = type.getSuperclass();
        }
        return type.getName();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
