package org.doorward.dist.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleJarTest {
    @TempDir
    Path folder;

    @Test
    void theNextVersionDiffersInNothingButItsVersion() throws IOException {
        Path jar = jar("1.0.0");
        Path next = folder.resolve("next.jar");

        ModuleJar.reversion(jar, next, "1.0.1");

        try (JarFile file = new JarFile(next.toFile())) {
            Attributes headers = file.getManifest().getMainAttributes();
            assertThat(headers.getValue("Bundle-Version")).isEqualTo("1.0.1");
            assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo("sample");
            assertThat(file.stream().map(JarEntry::getName)).containsExactly("META-INF/MANIFEST.MF", "a/B.class");
            assertThat(file.getInputStream(file.getEntry("a/B.class")).readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("code");
        }
    }

    @Test
    void nameAndVersionAreThoseOfTheManifest() throws IOException {
        Path jar = jar("1.2.3");

        assertThat(ModuleJar.symbolicName(jar)).isEqualTo("sample");
        assertThat(ModuleJar.version(jar)).isEqualTo("1.2.3");
    }

    @Test
    void theIdentityIsTheNameWithTheHashOfTheFile() throws IOException {
        Path jar = jar("1.0.0");
        Path other = jar.resolveSibling("other.jar");
        ModuleJar.reversion(jar, other, "1.0.1");

        assertThat(ModuleJar.identity(jar))
                .matches("sample@sha256=[0-9a-f]{64}")
                .isNotEqualTo(ModuleJar.identity(other));
    }

    private Path jar(String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "sample");
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        Path jar = folder.resolve("sample.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("a/B.class"));
            out.write("code".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
