package org.doorward.dist.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** What the manifest of a bundle says, and the next version of a module: the same code, as a release without changes would be. */
final class ModuleJar {
    private static final String VERSION = "Bundle-Version";

    private ModuleJar() {}

    static String symbolicName(Path jar) throws IOException {
        return attributes(jar).getValue("Bundle-SymbolicName");
    }

    static String version(Path jar) throws IOException {
        return attributes(jar).getValue(VERSION);
    }

    /** As policy names the bundle of this jar, and no other: {@code NAME@sha256=DIGITS}. */
    static String identity(Path jar) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            return symbolicName(jar) + "@sha256=" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static Attributes attributes(Path jar) throws IOException {
        try (InputStream file = Files.newInputStream(jar);
                JarInputStream in = new JarInputStream(file)) {
            return in.getManifest().getMainAttributes();
        }
    }

    /** Writes a copy of a bundle with another version. */
    static void reversion(Path jar, Path copy, String version) throws IOException {
        try (InputStream file = Files.newInputStream(jar);
                JarInputStream in = new JarInputStream(file)) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue(VERSION, version);
            try (OutputStream target = Files.newOutputStream(copy);
                    JarOutputStream out = new JarOutputStream(target, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    JarEntry next = new JarEntry(entry.getName());
                    next.setTime(entry.getTime());
                    out.putNextEntry(next);
                    in.transferTo(out);
                }
            }
        }
    }
}
