package org.doorward.launcher;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * The main class. Finds the entry of the private layer as a {@code java.util.function.Function} from the words of the command line to
 * the exit code: a type of java.base, so that this class needs none of Doorward's.
 */
public final class Launcher {
    private static final int REFUSED = 2;

    private Launcher() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) throws URISyntaxException {
        Path launcher = Path.of(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleLayer layer = PrivateLayer.of(launcher.getParent().getParent());
        Object exit = entry(layer).apply(arguments);
        System.exit(exit instanceof Integer ? (Integer) exit : REFUSED);
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // a service type has no type arguments
    private static Function<Object, Object> entry(ModuleLayer layer) {
        return ServiceLoader.load(layer, Function.class).stream()
                .filter(provider -> provider.type().getModule().getLayer() == layer)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no entry in the modules of [" + layer + "]: expected doorward-dist.jar in lib"))
                .get();
    }
}
