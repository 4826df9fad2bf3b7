package org.doorward.itest.distribution.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Makes and deletes a file again and again, in the folder that its own header X-Folder names; what stops it, it says there. */
public final class Bystander implements BundleActivator {
    private Thread worker;

    @Override
    public void start(BundleContext context) {
        Path folder = Path.of(context.getBundle().getHeaders("").get("X-Folder"));
        worker = new Thread(() -> work(folder), "bystander");
        worker.setDaemon(true);
        worker.start();
    }

    private static void work(Path folder) {
        try {
            for (long rounds = 1; ; rounds++) {
                Path file = Files.createTempFile(folder, "bystander", ".txt");
                Files.delete(file);
                Files.writeString(folder.resolve("rounds"), String.valueOf(rounds));
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            folder.resolve(e.getClass().getName()).toFile().mkdir();
        }
    }

    @Override
    public void stop(BundleContext context) {
        worker.interrupt();
    }
}
