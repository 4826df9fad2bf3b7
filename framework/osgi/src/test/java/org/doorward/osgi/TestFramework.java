package org.doorward.osgi;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.connect.ConnectFrameworkFactory;
import org.osgi.framework.launch.Framework;

/** A real Felix for each test, set up as the engine's is, without an engine. */
final class TestFramework implements BeforeEachCallback, AfterEachCallback {
    private Path folder;
    private Framework framework;

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        folder = java.nio.file.Files.createTempDirectory("doorward");
        Map<String, String> settings =
                new HashMap<>(FrameworkSettings.of(new EngineHome(folder), Optional.empty(), ""));
        framework = ServiceLoader.load(ConnectFrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(settings, null);
        framework.start();
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
        try (var files = java.nio.file.Files.walk(folder)) {
            for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                java.nio.file.Files.delete(path);
            }
        }
    }

    Path folder() {
        return folder;
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** The bundles of this name that are installed, as {@code NAME VERSION STATE}. */
    java.util.List<String> bundles(String symbolicName) {
        return java.util.Arrays.stream(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion() + " "
                        + (bundle.getState() == Bundle.ACTIVE ? "active" : "state " + bundle.getState()))
                .toList();
    }
}
