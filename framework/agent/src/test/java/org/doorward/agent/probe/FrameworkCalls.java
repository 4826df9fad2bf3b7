package org.doorward.agent.probe;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;

/** Felix, woven through the handle before it starts; its life cycle permitted and denied. Prints a line for each step. */
public final class FrameworkCalls {
    private final Engine engine;
    private final Framework framework;

    private FrameworkCalls(Engine engine, Framework framework) {
        this.engine = engine;
        this.framework = framework;
    }

    private interface Step {
        void run() throws Exception;
    }

    private interface State {
        Object now();
    }

    /** @param arguments an empty folder for the bundle cache */
    public static void main(String[] arguments) {
        try {
            run(arguments);
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1); // the framework's threads would go on
        }
    }

    private static void run(String[] arguments) throws Exception {
        Engine engine = Engine.start();
        engine.framework().apply(FrameworkCalls.class.getModule());
        try {
            engine.framework().apply(FrameworkCalls.class.getModule());
        } catch (IllegalStateException e) {
            System.out.println("again: " + e.getMessage());
        }
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage",
                        Path.of(arguments[0]).toString(),
                        "felix.service.urlhandlers",
                        "false"));
        framework.start();
        new FrameworkCalls(engine, framework).steps();
        framework.stop();
        framework.waitForStop(0);
    }

    private void steps() throws Exception {
        step(
                101,
                "Felix.installBundle",
                this::names,
                () -> framework.getBundleContext().installBundle("test:a", jar("1")));
        Bundle bundle = framework.getBundleContext().getBundle("test:a");
        step(104, "Felix.startBundle", () -> bundle.getState() == Bundle.ACTIVE, bundle::start);
        step(102, "Felix.updateBundle", bundle::getVersion, () -> bundle.update(jar("2")));
        step(105, "Felix.stopBundle", () -> bundle.getState() == Bundle.ACTIVE, bundle::stop);
        step(103, "Felix.uninstallBundle", this::names, bundle::uninstall);
    }

    private List<String> names() {
        return java.util.Arrays.stream(framework.getBundleContext().getBundles())
                .map(Bundle::getSymbolicName)
                .sorted()
                .toList();
    }

    private void step(int item, String method, State state, Step step) throws Exception {
        int row = engine.findFramework(item, method);
        engine.drain();
        engine.want(row);
        Object before = state.now();
        engine.deny(row, new SecurityException("denied"));
        String denied = "no denial";
        try {
            step.run();
        } catch (SecurityException e) {
            denied = e.getMessage();
        }
        engine.permit();
        boolean unchanged = before.equals(state.now());
        int seen = engine.drain().size();
        step.run();
        engine.wantNothing();
        List<Engine.Seen> permitted = engine.drain();
        System.out.println(method + ": " + denied + ", seen " + seen + ", unchanged " + unchanged + "; then " + before
                + " -> "
                + state.now() + ", seen " + permitted.size() + ", exited " + permitted.get(0).exited + ", failure "
                + permitted.get(0).failure);
    }

    /** An empty bundle. */
    static InputStream jar(String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "a");
        attributes.putValue("Bundle-Version", version);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
