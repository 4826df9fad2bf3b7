package org.doorward.osgi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes bundles for tests: classes of the test itself under a manifest of its own. */
final class TestJar {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Set<Class<?>> classes = new LinkedHashSet<>();

    private TestJar(String symbolicName, String version) {
        headers.put("Manifest-Version", "1.0");
        headers.put("Bundle-ManifestVersion", "2");
        headers.put("Bundle-SymbolicName", symbolicName);
        headers.put("Bundle-Version", version);
        headers.put("Import-Package", "org.osgi.framework,org.doorward.module,org.doorward.audit");
    }

    static TestJar bundle(String symbolicName, String version) {
        return new TestJar(symbolicName, version);
    }

    TestJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    TestJar activator(Class<?> activator) {
        headers.put("Bundle-Activator", activator.getName());
        return with(activator);
    }

    TestJar with(Class<?> type) {
        classes.add(type);
        for (Class<?> nested : type.getDeclaredClasses()) {
            classes.add(nested);
        }
        return this;
    }

    TestJar file(String name, String content) {
        files.put(name, content);
        return this;
    }

    byte[] bytes() {
        try {
            StringBuilder text = new StringBuilder();
            headers.forEach((name, value) -> text.append(name + ": " + value + "\n"));
            Manifest manifest = new Manifest(new java.io.ByteArrayInputStream(
                    text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
                for (Map.Entry<String, String> file : files.entrySet()) {
                    jar.putNextEntry(new JarEntry(file.getKey()));
                    jar.write(file.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                }
                for (Class<?> type : classes) {
                    String entry = type.getName().replace('.', '/') + ".class";
                    jar.putNextEntry(new JarEntry(entry));
                    try (InputStream code = type.getClassLoader().getResourceAsStream(entry)) {
                        code.transferTo(jar);
                    }
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes under another name and renames, as an operator should. */
    void writeTo(Path file) {
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.write(part, bytes());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
