package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The presets of the distribution, copied into a home as the documents say. */
class PresetsIT {
    @TempDir
    private Path folder;

    private Path home(String preset) throws IOException {
        Path home = folder.resolve("home");
        Path conf = Files.createDirectories(home.resolve("conf"));
        for (String name : List.of("doorward.cfg", "audit.rules")) {
            Files.copy(
                    Doorward.distribution()
                            .resolve("conf/presets")
                            .resolve(preset)
                            .resolve(name),
                    conf.resolve(name));
        }
        return home;
    }

    private void work(Doorward doorward) throws IOException {
        Path papers = Files.createDirectories(folder.resolve("papers"));
        Files.writeString(papers.resolve("paper.txt"), "to be published\n");
        doorward.deploySample("publishing");
        Doorward.eventually().until(() -> doorward.exec("help publish").exitCode() == 0);
        Ran work = doorward.exec("work " + papers + " 1");
        assertThat(work.exitCode()).as(work.err()).isZero();
    }

    private static boolean isRecorded(Doorward doorward, String kind, String lane, String key) {
        return doorward.trail().stream()
                .anyMatch(line -> line.contains(" kind=" + kind + " ")
                        && line.contains(" bundle=\"publishing\" ")
                        && line.contains(" lane=" + lane + " ")
                        && line.contains(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"capp", "debug"})
    void anInstanceStartsWithThePresetAndSaysNothingOfIt(String preset) throws IOException {
        try (Doorward doorward = Doorward.run(home(preset))) {
            work(doorward);

            assertThat(doorward.log()).doesNotContain("ERROR").doesNotContain("is refused");
        }
    }

    @Test
    void withPresetCappARenameIsRecordedAndNoRecordMayBeMissing() throws IOException {
        try (Doorward doorward = Doorward.run(home("capp"))) {
            work(doorward);

            assertThat(isRecorded(doorward, "file.rename", "reliable", "key=\"capp-file\""))
                    .isTrue();
            assertThat(doorward.exec("auditctl -s").out()).contains("failure 2").contains("lost 0");
        }
    }

    @Test
    void withPresetDebugARenameIsSeenInTheLossyLaneAndNobodyWaits() throws IOException {
        try (Doorward doorward = Doorward.run(home("debug"))) {
            work(doorward);

            Doorward.eventually().until(() -> isRecorded(doorward, "file.rename", "lossy", "key=\"debug\""));
            assertThat(doorward.exec("auditctl -s").out()).contains("failure 1").contains("backlog_wait_time 0");
        }
    }
}
