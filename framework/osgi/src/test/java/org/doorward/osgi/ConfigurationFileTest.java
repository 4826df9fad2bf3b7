package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
    @TempDir
    Path folder;

    private Path path;
    private ConfigurationFile file;

    @BeforeEach
    void aFile() throws IOException {
        path = Files.writeString(folder.resolve("audit.rules"), "one\r\ntwo");
        file = new ConfigurationFile(path);
    }

    @Test
    void itIsWrittenWholeAndThereIsNothingToReadThen() throws Exception {
        assertThat(file.settled(Duration.ZERO)).containsExactly("one", "two");

        assertThat(file.replace(List.of("one", "three"))).isTrue();

        assertThat(Files.readString(path)).isEqualTo("one\nthree\n");
        assertThat(file.look(Duration.ZERO)).isEqualTo(WatchedFile.Look.SAME);
        assertThat(folder).isDirectoryContaining(path::equals);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void whatSomebodyElseHasWrittenMeanwhileIsNotWrittenOver() throws Exception {
        file.settled(Duration.ZERO);
        ConfiguredEngine.write(path, "mine");

        assertThat(file.replace(List.of("one", "three"))).isFalse();

        assertThat(Files.readString(path)).isEqualTo("mine");
        assertThat(folder.toFile().list()).hasSize(1);
        assertThat(file.look(Duration.ZERO)).isEqualTo(WatchedFile.Look.READY);
    }

    /** Another look, or a reader, sees what was there before as long as the new content is not whole. */
    @Test
    void aWriteThatFailsLeavesTheFileAsItWas() throws Exception {
        file.settled(Duration.ZERO);
        Files.createDirectories(folder.resolve(".audit.rules.new/in the way"));

        assertThatIOException().isThrownBy(() -> file.replace(List.of("one", "three")));

        assertThat(Files.readString(path)).isEqualTo("one\r\ntwo");
    }

    @Test
    void aFileThatNeverStandsStillIsGivenUp() throws Exception {
        ConfigurationFile restless = new ConfigurationFile(path) {
            @Override
            Look look(Duration quiet) {
                return Look.GROWING;
            }
        };

        assertThatIOException()
                .isThrownBy(() -> restless.settled(Duration.ofNanos(1)))
                .withMessageContaining("is being written all the time");
    }

    @Test
    void aFileThatIsNotThereHasNoLinesAndIsMade() throws Exception {
        Files.delete(path);

        assertThat(file.settled(Duration.ZERO)).isNull();
        assertThat(file.replace(List.of())).isTrue();

        assertThat(path).isEmptyFile();
    }
}
