package org.doorward.itest.benchmarks.calls;

import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.osgi.framework.BundleReference;

/**
 * What is called for.
 *
 * @param file a file that exists
 * @param path the same
 * @param peer somebody who accepts connections
 * @param handler the one that is set already
 * @param walker a plain one, with classes
 */
record Target(
        File file, Path path, InetSocketAddress peer, Thread.UncaughtExceptionHandler handler, StackWalker walker) {
    static Target of(String file, int port) {
        return new Target(
                new File(file),
                Path.of(file),
                new InetSocketAddress("127.0.0.1", port),
                Thread.getDefaultUncaughtExceptionHandler(),
                StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE));
    }

    static boolean isOfBundle(Class<?> type) {
        return type.getClassLoader() instanceof BundleReference;
    }
}
