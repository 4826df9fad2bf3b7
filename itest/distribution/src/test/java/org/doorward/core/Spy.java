package org.doorward.core;

import java.util.function.Supplier;

/**
 * A stranger in the engine's package: a hostile bundle defines it in a loader below the engine's. The compiler, which sees one package,
 * lets it call what the JVM must not.
 */
public final class Spy implements Supplier<String> {
    @Override
    public String get() {
        return attempt(() -> String.valueOf(CoreSettings.defaults())) + ", " + attempt(() -> Words.printable("x"));
    }

    private static String attempt(Supplier<String> call) {
        try {
            return call.get();
        } catch (LinkageError e) {
            return e.getClass().getSimpleName();
        }
    }
}
