package org.doorward.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** The bundles among the jars and folders of the test's class path. */
final class ClassPathBundles {
    private ClassPathBundles() {}

    /**
     * The jar of the bundle of this name; a folder is packed.
     *
     * @throws IllegalArgumentException if there is none, saying what to do
     */
    static byte[] named(String symbolicName) {
        try {
            ClassLoader loader = ClassPathBundles.class.getClassLoader();
            for (URL manifest : Collections.list(loader.getResources(JarFile.MANIFEST_NAME))) {
                if (symbolicName.equals(symbolicName(manifest))) {
                    return content(place(manifest.toString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalArgumentException("bundle [" + symbolicName
                + "] is not on the class path of the test: expected a jar, or a folder of classes with META-INF/MANIFEST.MF, whose"
                + " Bundle-SymbolicName it is; add it as a dependency of scope test");
    }

    /**
     * The jar of the bundle that this class comes from; a folder is packed.
     *
     * @throws IllegalArgumentException if it comes from no bundle, saying what to do
     */
    static byte[] containing(Class<?> type) {
        try {
            Path place = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            byte[] content = content(place);
            if (new TestBundle.Content(content).symbolicName() == null) {
                throw new IllegalArgumentException("class [" + type.getName() + "] comes from [" + place
                        + "], which is no bundle: expected a Bundle-SymbolicName in its META-INF/MANIFEST.MF; let bnd-maven-plugin"
                        + " write it (goal bnd-process), or make a bundle with TestBundle.named");
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException("class [" + type.getName() + "] comes from no file", e);
        }
    }

    private static String symbolicName(URL manifest) throws IOException {
        try (InputStream in = manifest.openStream()) {
            return symbolicName(new Manifest(in));
        }
    }

    /** The name without directives, or {@code null}. */
    static String symbolicName(Manifest manifest) {
        String header = manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
        return header == null ? null : header.split(";", 2)[0].strip();
    }

    /** The jar or folder of a manifest's URL: {@code jar:file:/x.jar!/META-INF/MANIFEST.MF} or {@code file:/x/META-INF/MANIFEST.MF}. */
    private static Path place(String manifest) {
        if (manifest.startsWith("jar:")) {
            return Path.of(URI.create(manifest.substring("jar:".length(), manifest.indexOf("!/"))));
        }
        return Path.of(URI.create(manifest)).getParent().getParent();
    }

    private static byte[] content(Path place) throws IOException {
        return Files.isDirectory(place) ? pack(place) : Files.readAllBytes(place);
    }

    private static byte[] pack(Path folder) throws IOException {
        Path manifestFile = folder.resolve(JarFile.MANIFEST_NAME);
        Manifest manifest = new Manifest();
        if (Files.exists(manifestFile)) {
            try (InputStream in = Files.newInputStream(manifestFile)) {
                manifest.read(in);
            }
        }
        Jar jar = new Jar(manifest);
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> contents = files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(manifestFile))
                    .sorted()
                    .toList();
            for (Path file : contents) {
                jar.add(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return jar.bytes();
    }
}
