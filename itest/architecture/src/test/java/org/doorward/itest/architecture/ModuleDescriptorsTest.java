package org.doorward.itest.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each artifact shows to others: its module descriptor and its manifest. */
class ModuleDescriptorsTest {
    private static ModuleDescriptor descriptor(Room room) throws IOException {
        try (InputStream in = Files.newInputStream(room.classes().resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }

    private static Attributes manifest(Room room) throws IOException {
        Path file = room.classes().resolve("META-INF/MANIFEST.MF");
        try (InputStream in = Files.newInputStream(file)) {
            return new Manifest(in).getMainAttributes();
        }
    }

    private static String exportedByManifest(Room room) throws IOException {
        return manifest(room).getValue("Export-Package");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"API", "AGENT", "TOOLS", "CONSOLE", "STATUS", "TESTKIT"})
    void aRoomOfTheEngineOpensNothingAndExportsToNamedRoomsOnly(Room room) throws IOException {
        ModuleDescriptor descriptor = descriptor(room);

        assertThat(descriptor.isOpen()).isFalse();
        assertThat(descriptor.opens()).isEmpty();
        assertThat(descriptor.exports())
                .filteredOn(export -> room != Room.OSGI)
                .allSatisfy(export -> assertThat(export.targets())
                        .isNotEmpty()
                        .allSatisfy(target -> assertThat(target).startsWith("org.doorward.")));
        assertThat(exportedByManifest(room)).as("exported to bundles").isNull();
    }

    @Test
    void theStatusRunsWithoutTheLibrariesThatItIsFor() throws IOException {
        Attributes manifest = manifest(Room.STATUS);
        List<String> foreign = List.of(
                "io.micrometer.core.instrument", "io.micrometer.core.instrument.binder", "org.apache.felix.hc.api");

        for (String name : foreign) {
            String range = Pattern.quote(name) + ";version=\"\\[[^\"]+\\)\"";
            assertThat(manifest.getValue("Import-Package")).containsPattern(range + ";resolution:=optional");
            assertThat(manifest.getValue("DynamicImport-Package")).containsPattern(range);
        }
        assertThat(manifest.getValue("Import-Package").split("resolution:=optional", -1))
                .hasSize(foreign.size() + 1);
        assertThat(manifest.getValue("Export-Package")).isNull();
    }

    @Test
    void theApiExportsItsSixPackagesToAll() throws IOException {
        Set<String> packages = descriptor(Room.API).exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(packages)
                .containsExactly(
                        "org.doorward.audit",
                        "org.doorward.control",
                        "org.doorward.guard",
                        "org.doorward.module",
                        "org.doorward.tool",
                        "org.doorward.trail");
        assertThat(exportedByManifest(Room.API).replaceAll(";[^,]*version=\"([0-9.]+)\"[^,]*", ";$1"))
                .contains("org.doorward.module;1.0.0", "org.doorward.guard;1.0.0");
    }
}
