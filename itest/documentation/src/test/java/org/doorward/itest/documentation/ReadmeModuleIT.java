package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.Builder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module of the README, compiled against the api alone and dropped into the distribution. */
class ReadmeModuleIT {
    @TempDir
    Path folder;

    private Path jar() throws Exception {
        Document.Block module = Document.of("README.md").blocks("java").get(0);
        Path classes = folder.resolve("classes");
        assertThat(Sources.compile(module, classes)).isEmpty();
        try (Builder builder = new Builder()) {
            builder.setProperty("Bundle-SymbolicName", "archive");
            builder.setProperty("Bundle-Version", "1.0.0");
            builder.setProperty("-privatepackage", "*");
            builder.addClasspath(classes.toFile());
            for (String place : Sources.classPath().split(File.pathSeparator)) {
                builder.addClasspath(new File(place));
            }
            builder.setProperty("-privatepackage", "com.example.*");
            builder.build();
            assertThat(builder.getErrors()).isEmpty();
            builder.getJar().write(folder.resolve("archive.jar").toFile());
        }
        return folder.resolve("archive.jar");
    }

    @Test
    void itDeniesRecordsAndFollowsItsConfiguration() throws Exception {
        Path archive = folder.resolve("house/published");
        try (Instance instance = Instance.run(folder.resolve("home"))) {
            instance.deploy(Instance.sample("publishing"));
            instance.configure("archive.cfg", "folders = " + archive + "\n");
            instance.deploy(jar());
            instance.awaitTrail("op=module-load module=\"archive\" version=1.0.0");
            String house = folder.resolve("house").toString();
            for (String line : List.of("draft " + house + " a.txt text", "publish " + house + " a.txt")) {
                assertThat(instance.exec(line).exit()).as(line).isZero();
            }

            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                if (Files.notExists(archive.resolve("a.txt"))) { // the configuration came later than the module
                    instance.exec("draft " + house + " a.txt text");
                    instance.exec("publish " + house + " a.txt");
                }
                assertThat(instance.exec("retract " + house + " a.txt").output())
                        .contains("denied file.delete")
                        .contains("nothing is deleted from the archive");
            });

            assertThat(archive.resolve("a.txt")).hasContent("text");
            instance.awaitTrail(
                    "type=AVC",
                    "avc:  denied  { delete }",
                    "module=\"archive\" rule=\"keep\"",
                    "success=no exit=-13",
                    "key=\"archive\"",
                    "module=\"archive\" flag=\"archive\"");
        }
    }
}
