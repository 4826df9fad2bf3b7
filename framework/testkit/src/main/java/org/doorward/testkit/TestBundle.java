package org.doorward.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;

/**
 * A bundle for a test: one of the class path as it is ({@link #containing}), or classes of the test under a manifest of its own
 * ({@link #named}). Immutable: each method returns another bundle. Safe for all threads.
 *
 * <p>A class that is put into a bundle is loaded there anew: it is not the test's class of the same name, and its statics are others. What test
 * and bundle are to share goes through the service registry, as a type that the system bundle exports.
 */
public final class TestBundle {
    /** What a generated manifest imports: everything of the system bundle that modules use. */
    private static final String IMPORTS =
            "org.doorward.audit,org.doorward.control,org.doorward.guard,org.doorward.module,"
                    + "org.doorward.tool,org.doorward.trail,org.osgi.framework,org.slf4j";

    private final Map<String, String> headers;
    private final Map<String, byte[]> entries;
    /** A bundle that is taken as it is, or {@code null}. */
    private final Content given;

    private TestBundle(Map<String, String> headers, Map<String, byte[]> entries, Content given) {
        this.headers = headers;
        this.entries = entries;
        this.given = given;
    }

    /**
     * A bundle of version 1.0.0 without content, which imports api, OSGi's framework and slf4j.
     *
     * @param symbolicName as {@code Bundle-SymbolicName}
     */
    public static TestBundle named(String symbolicName) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Manifest-Version", "1.0");
        headers.put(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.put(Constants.BUNDLE_SYMBOLICNAME, Objects.requireNonNull(symbolicName, "symbolicName"));
        headers.put(Constants.BUNDLE_VERSION, "1.0.0");
        headers.put(Constants.IMPORT_PACKAGE, IMPORTS);
        return new TestBundle(headers, Map.of(), null);
    }

    /**
     * The bundle on the class path of the test that this class comes from, as it is: a jar, or the {@code target/classes} of the project
     * under test with the manifest that bnd wrote.
     *
     * @throws IllegalArgumentException if the class comes from no bundle
     */
    public static TestBundle containing(Class<?> type) {
        return new TestBundle(Map.of(), Map.of(), new Content(ClassPathBundles.containing(type)));
    }

    /** The same in another version. */
    public TestBundle version(String version) {
        return header(Constants.BUNDLE_VERSION, version);
    }

    /**
     * The same with another header in its manifest; of a bundle of the class path, too.
     *
     * @param value {@code null} takes the header out
     */
    public TestBundle header(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(Objects.requireNonNull(name, "name"), value);
        return new TestBundle(changed, entries, given);
    }

    /** The same with an activator, which is put in as by {@link #with}. */
    public TestBundle activator(Class<? extends BundleActivator> activator) {
        return header(Constants.BUNDLE_ACTIVATOR, activator.getName()).with(activator);
    }

    /** The same with this class and those nested in it: copies of the class files that the test itself uses. */
    public TestBundle with(Class<?> type) {
        Map<String, byte[]> more = new LinkedHashMap<>(entries);
        add(type, more);
        return new TestBundle(headers, more, given);
    }

    /** The same with another file. @param name with slashes, without one at the beginning */
    public TestBundle entry(String name, byte[] content) {
        Map<String, byte[]> more = new LinkedHashMap<>(entries);
        more.put(name, content.clone());
        return new TestBundle(headers, more, given);
    }

    private static void add(Class<?> type, Map<String, byte[]> into) {
        into.put(entryName(type.getName()), classFile(type, type.getName()));
        for (Class<?> nested : type.getDeclaredClasses()) {
            add(nested, into);
        }
        // Anonymous classes are in no list: they are numbered.
        for (int number = 1; ; number++) {
            String name = type.getName() + "$" + number;
            byte[] content = classFile(type, name);
            if (content == null) {
                return;
            }
            into.put(entryName(name), content);
        }
    }

    private static String entryName(String className) {
        return className.replace('.', '/') + ".class";
    }

    private static byte[] classFile(Class<?> neighbour, String name) {
        try (InputStream in = neighbour.getClassLoader().getResourceAsStream(entryName(name))) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code Bundle-SymbolicName}, without directives. */
    public String symbolicName() {
        return given != null
                ? given.symbolicName()
                : headers.get(Constants.BUNDLE_SYMBOLICNAME).split(";", 2)[0];
    }

    /** The jar. */
    public byte[] bytes() {
        if (given != null && headers.isEmpty() && entries.isEmpty()) {
            return given.bytes.clone();
        }
        try {
            Manifest manifest = given == null ? new Manifest() : given.manifest();
            headers.forEach((name, value) -> set(manifest.getMainAttributes(), name, value));
            Jar jar = new Jar(manifest);
            if (given != null) {
                given.copyTo(jar, entries.keySet());
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.add(entry.getKey(), entry.getValue());
            }
            return jar.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void set(Attributes attributes, String name, String value) {
        if (value == null) {
            attributes.remove(new Attributes.Name(name));
        } else {
            attributes.putValue(name, value);
        }
    }

    /** The symbolic name. */
    @Override
    public String toString() {
        return symbolicName();
    }

    /** A jar that is there already. */
    static final class Content {
        private final byte[] bytes;

        Content(byte[] bytes) {
            this.bytes = bytes;
        }

        private JarInputStream open() throws IOException {
            return new JarInputStream(new ByteArrayInputStream(bytes));
        }

        Manifest manifest() {
            try (JarInputStream jar = open()) {
                return jar.getManifest() == null ? new Manifest() : jar.getManifest();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String symbolicName() {
            return ClassPathBundles.symbolicName(manifest());
        }

        /** Copies everything but the manifest and these entries. */
        void copyTo(Jar target, Set<String> but) throws IOException {
            try (JarInputStream jar = open()) {
                for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                    if (!but.contains(entry.getName())) {
                        target.add(entry.getName(), jar.readAllBytes());
                    }
                }
            }
        }
    }
}
