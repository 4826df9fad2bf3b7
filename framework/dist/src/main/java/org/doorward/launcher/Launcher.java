package org.doorward.launcher;

import java.lang.module.FindException;
import java.lang.module.ResolutionException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The main class. Takes what the agent left on this thread, before any other code runs, and finds the entry of the private layer as a
 * {@code java.util.function.BiFunction} from the words of the command line and the agent's hand-over to the exit code: types of java.base,
 * so that this class needs none of Doorward's.
 */
public final class Launcher {
    private static final int REFUSED = 2;
    /** Every bundle can call {@link #main}: what it starts would act in the engine's name. */
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private Launcher() {}

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @throws IllegalStateException at the second call
     */
    public static void main(String[] arguments) throws URISyntaxException {
        Map<?, ?> agent = null;
        Thread main = Thread.currentThread();
        if (main.getUncaughtExceptionHandler() instanceof Supplier<?> handOver) {
            main.setUncaughtExceptionHandler(null);
            agent = (Map<?, ?>) handOver.get();
        }
        if (!STARTED.compareAndSet(false, true)) {
            throw new IllegalStateException("Doorward is started by its command, once in a JVM");
        }
        Path launcher = Path.of(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleLayer layer = layer(launcher.getParent().getParent());
        Object exit = entry(layer).apply(arguments, agent);
        System.exit(exit instanceof Integer ? (Integer) exit : REFUSED);
    }

    private static ModuleLayer layer(Path lib) {
        try {
            return PrivateLayer.of(lib);
        } catch (FindException | ResolutionException e) {
            System.err.println(
                    "doorward: the modules in [" + lib + "] do not find what they need: " + e.getMessage()
                            + "; give Java all modules of the JDK (no --limit-modules in DOORWARD_OPTS), or install the distribution anew");
            System.exit(REFUSED);
            throw e;
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // a service type has no type arguments
    private static BiFunction<Object, Object, Object> entry(ModuleLayer layer) {
        return ServiceLoader.load(layer, BiFunction.class).stream()
                .filter(provider -> provider.type().getModule().getLayer() == layer)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no entry in the modules of [" + layer + "]: expected doorward-dist.jar in lib"))
                .get();
    }
}
