package org.doorward.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Writes a jar: the same bytes for the same content, whenever it is written. */
final class Jar {
    /** 1980-02-01, as build tools use it: zip knows no earlier year, and the time zone must not matter. */
    private static final long TIME = 318211200000L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JarOutputStream out;

    Jar(Manifest manifest) throws IOException {
        out = new JarOutputStream(bytes);
        begin(JarFile.MANIFEST_NAME);
        manifest.write(out);
    }

    private void begin(String name) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTime(TIME);
        out.putNextEntry(entry);
    }

    void add(String name, byte[] content) throws IOException {
        begin(name);
        out.write(content);
    }

    byte[] bytes() throws IOException {
        out.close();
        return bytes.toByteArray();
    }
}
