package org.doorward.itest.benchmarks.calls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Measures as soon as the bundle starts, in a thread of its own, and writes the result under its final name when it is complete. */
public final class CallsActivator implements BundleActivator {
    private Thread thread;

    @Override
    public void start(BundleContext context) throws IOException {
        Properties plan = new Properties();
        try (InputStream in = CallsActivator.class.getResourceAsStream("/calls.properties")) {
            plan.load(in);
        }
        thread = new Thread(() -> run(plan), "calls");
        thread.start();
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private static void run(Properties plan) {
        List<String> lines = new ArrayList<>();
        try {
            String[] calls = plan.getProperty("calls").split(",");
            lines.addAll(
                    new Meter(plan).measure(calls, plan.getProperty("depths").split(",")));
        } catch (Throwable e) {
            lines.add("failed: " + e);
        }
        write(Path.of(plan.getProperty("result")), lines);
    }

    private static void write(Path result, List<String> lines) {
        try {
            Path part = result.resolveSibling(result.getFileName() + ".part");
            Files.write(part, lines);
            Files.move(part, result, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IllegalStateException("the result [" + result + "] cannot be written", e);
        }
    }
}
