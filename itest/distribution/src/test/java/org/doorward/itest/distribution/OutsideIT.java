package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.doorward.itest.distribution.bundle.Outsider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the JDK's native code does to the machine is recorded under the kind that says what it does, and is judged by it. */
class OutsideIT {
    @TempDir
    private static Path all;

    private static Doorward shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startOne() throws IOException {
        shared = start(all.resolve("home"));
    }

    @AfterAll
    static void stop() {
        shared.close();
    }

    private static Doorward start(Path home) throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(
                home.resolve("conf/audit.rules"),
                "-a always,exit -S file.open -S file.list -S network.connect -F bundle=outsider -k outside\n");
        Doorward doorward = Doorward.run(home);
        doorward.drop(
                "deploy/outsider.jar",
                BundleJar.named("outsider")
                        .header("Import-Package", "org.doorward.tool,org.osgi.framework,javax.print")
                        .activator(Outsider.class)
                        .bytes());
        Doorward.eventually().until(() -> doorward.exec("help outsider").exitCode() == 0);
        return doorward;
    }

    private static List<Event> events(Doorward doorward, String kind) {
        return Event.of(doorward.trail()).stream()
                .filter(event -> event.has("type=SYSCALL ", " kind=" + kind + " ", " subj=outsider:1.0.0 "))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "processes, file.list, /proc",
        "children, file.list, /proc",
        "process 1, file.open, /proc/1/stat",
        "program, file.open, /proc/PID/stat",
        "parent, file.open, /proc/PID/stat",
        "printers, network.connect, -"
    })
    void itIsOneOfTheKindsThatAreThere(String words, String kind, String path) {
        Ran ran = shared.exec("outsider " + words);

        assertThat(ran.exitCode()).as(ran.out()).isZero();
        String name = path.equals("-") ? "kind=" : "name=\"" + path.replace("PID", "" + shared.pid()) + "\" ";
        Doorward.eventually().until(() -> events(shared, kind).stream().anyMatch(event -> event.has(name)));
    }

    @Test
    void theLockOfPreferencesIsAFileLikeOthers() throws IOException {
        try (Doorward doorward = start(folder.resolve("home"))) {
            Ran ran = doorward.exec("outsider preferences " + folder + " somebody");

            assertThat(ran.out()).isEqualTo("kept\n");
            String lock = folder.resolve(".java/.userPrefs/.user.lock.somebody").toString();
            assertThat(Path.of(lock)).exists();
            Doorward.eventually()
                    .until(() -> events(doorward, "file.open").stream()
                            .anyMatch(event -> event.has("name=\"" + lock + "\"")));
        }
    }

    /** Properties make a path of the name of the user. */
    @Test
    void itIsNotMadeWhereABundleMayNotWrite() throws IOException {
        try (Doorward doorward = start(folder.resolve("home"))) {
            Path below = Files.createDirectories(folder.resolve(".java/.userPrefs/.user.lock.x"));
            Path evil = doorward.home().resolve("deploy/evil.jar");

            Ran ran = doorward.exec("outsider preferences " + folder + " x/" + below.relativize(evil));

            Denials.isDeniedAndRecorded(doorward, ran, "outsider", "file.open");
            assertThat(evil).doesNotExist();
            assertThat(doorward.exec("outsider again").exitCode()).isEqualTo(1);
        }
    }
}
