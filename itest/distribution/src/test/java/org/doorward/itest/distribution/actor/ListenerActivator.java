package org.doorward.itest.distribution.actor;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CompletionHandler;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.function.Function;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Gives handlers away that, when they are told, start a process and delete a file. */
public final class ListenerActivator implements BundleActivator {
    private record Handler(File file) implements CompletionHandler<Void, Void> {
        @Override
        public void completed(Void result, Void nothing) {
            try {
                new ProcessBuilder("true", file.getName()).start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            file.delete();
        }

        @Override
        public void failed(Throwable failure, Void nothing) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void start(BundleContext context) {
        Function<File, CompletionHandler<Void, Void>> handlers = Handler::new;
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("of", "listener");
        context.registerService(Function.class, handlers, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }
}
