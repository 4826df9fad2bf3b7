package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything runs: exit code 2, and a message on standard error that says what to do. */
class RefusedStartIT {
    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private void assertRefused(String... words) {
        Ran ran = Doorward.command("run", "--home", home().toString());

        assertThat(ran.err()).startsWith("doorward: ").contains(words).doesNotContain("\tat ");
        assertThat(ran.out()).doesNotContain("ready");
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void aTrailFolderThatIsAFile() throws IOException {
        Files.createDirectories(home());
        Files.createFile(home().resolve("audit"));

        assertRefused("[" + home() + "]", home().resolve("audit").toString(), "--home");
    }

    @Test
    void aTrailThatCannotBeWritten() throws IOException {
        // Permissions do not stop root; a folder in the place of the trail's lock stops everybody.
        Files.createDirectories(home().resolve("audit/audit.log.lock"));

        assertRefused(
                "trail [" + home().resolve("audit/audit.log") + "] cannot be written: ",
                "; give its folder to the user who runs Doorward, or choose another home with --home");
    }

    @Test
    void aSettingThatIsWrong() throws IOException {
        Files.createDirectories(home().resolve("conf"));
        Path file = Files.writeString(home().resolve("conf/doorward.cfg"), "# mine\nrate_limit = fast\n");

        assertRefused(file + ":2: rate_limit=[fast]: expected a whole number from 0 to 1000000");
    }

    @ParameterizedTest
    @CsvSource({
        "frobnicate, [frobnicate]|'frobnicate'",
        "run --frob, '--frob'",
        "exec, LINE",
        "run --home, --home",
        "auditctl, -s",
        "ausearch -sv maybe, maybe"
    })
    void aCommandLineThatIsWrong(String line, String named) {
        Ran ran = Doorward.command(line.split(" "));

        assertThat(List.of(named.split("\\|")))
                .as(ran.err())
                .anySatisfy(word -> assertThat(ran.err()).contains(word));
        assertThat(ran.err()).containsAnyOf("Usage: ", "Did you mean: ");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(2);
    }
}
