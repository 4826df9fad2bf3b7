package org.doorward.modules.lockdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** What Felix lets a bundle claim of the two locations by which the framework and the engine are known. */
class FelixLocationsTest {
    @TempDir
    Path folder;

    private Framework framework;
    private BundleContext context;

    @BeforeEach
    void start() throws BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, folder.toString()));
        framework.start();
        context = framework.getBundleContext();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(60_000);
    }

    @Test
    void theLocationOfTheSystemBundleIsTaken() throws Exception {
        Bundle answer = context.installBundle(Constants.SYSTEM_BUNDLE_LOCATION, jarOf("org.apache.felix.framework"));

        assertThat(answer.getBundleId()).isZero();
        assertThat(context.getBundles()).containsExactly(answer);
    }

    @Test
    void anUpdateCannotMoveABundleThere() throws Exception {
        Bundle bundle = context.installBundle("file:/srv/a.jar", jarOf("a"));

        bundle.update(jarOf("doorward"));

        assertThat(bundle.getSymbolicName()).isEqualTo("doorward");
        assertThat(bundle.getLocation()).isEqualTo("file:/srv/a.jar");
    }

    /** Why it is the engine that must not show a bundle's location as empty: the framework takes it. */
    @Test
    void anEmptyLocationIsNotTaken() throws Exception {
        Bundle bundle = context.installBundle("", jarOf("doorward"));

        assertThat(bundle.getSymbolicName()).isEqualTo("doorward");
        assertThat(bundle.getLocation()).isEmpty();
    }

    private static InputStream jarOf(String symbolicName) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        return new ByteArrayInputStream(jar.toByteArray());
    }
}
