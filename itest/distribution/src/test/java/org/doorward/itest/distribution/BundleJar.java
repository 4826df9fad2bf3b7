package org.doorward.itest.distribution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes the jar of a bundle: headers, classes of this test tree, files. */
public final class BundleJar {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private BundleJar(String symbolicName) {
        headers.put("Manifest-Version", "1.0");
        headers.put("Bundle-ManifestVersion", "2");
        headers.put("Bundle-SymbolicName", symbolicName);
        headers.put("Bundle-Version", "1.0.0");
    }

    public static BundleJar named(String symbolicName) {
        return new BundleJar(symbolicName);
    }

    /** Sets a header; {@code null} takes it away. */
    public BundleJar header(String name, String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    public BundleJar activator(Class<?> activator) {
        return header("Bundle-Activator", activator.getName()).with(activator);
    }

    /** Adds a class and its nested classes. */
    public BundleJar with(Class<?> type) {
        String entry = type.getName().replace('.', '/') + ".class";
        try (InputStream code = type.getClassLoader().getResourceAsStream(entry)) {
            files.put(entry, code.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            with(nested);
        }
        return this;
    }

    public BundleJar file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    public BundleJar file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        Manifest manifest = new Manifest();
        headers.forEach((name, value) -> manifest.getMainAttributes().put(new Attributes.Name(name), value));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
