package org.doorward.tools.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.doorward.tools.Run;
import org.doorward.tools.search.AusearchCommand;
import org.doorward.tools.why.WhyCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexOptionTest {
    private static final int EVENTS = 20_000;

    @TempDir
    Path folder;

    private Path log;

    @BeforeEach
    void write() throws IOException {
        StringBuilder trail = new StringBuilder();
        for (int serial = 1; serial <= EVENTS; serial++) {
            String head = " msg=audit(1750000000.001:" + serial + "): ";
            String key = serial == 5_000 ? "needle" : "others";
            trail.append("type=SYSCALL" + head + "success=yes key=\"" + key + "\"\n");
            trail.append("type=PROCTITLE" + head + "proctitle=61\n");
        }
        log = Files.writeString(folder.resolve("audit.log"), trail);
    }

    private Run search(Path trail, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-if", trail.toString(), "-k", "needle", "--raw"));
        arguments.addAll(List.of(options));
        return Run.of(AusearchCommand.over(() -> log), arguments);
    }

    private Path index() {
        return folder.resolve(".index");
    }

    /** Makes the index untrue in a way that nothing tells. */
    private void hideAnother() throws IOException {
        FileTime before = Files.getLastModifiedTime(log);
        Files.writeString(log, Files.readString(log).replaceFirst("(:15000\\): .*)others", "$1needle"));
        Files.setLastModifiedTime(log, before);
    }

    @Test
    void aFolderGetsAnIndexAndASearchUsesIt() throws IOException {
        assertThat(search(folder).events()).hasSize(1);
        assertThat(index()).isNotEmptyDirectory();

        hideAnother();

        assertThat(search(folder).events()).containsExactly("audit(1750000000.001:5000)");
        assertThat(search(log).events()).as("of a file the index that is there").hasSize(1);
        assertThat(search(folder, "--index", "never").events()).hasSize(2);
    }

    @Test
    void whyUsesItToo() {
        Run why = Run.of(WhyCommand.over(() -> folder, () -> null, () -> null), List.of("5000"));

        assertThat(why.exitCode()).isZero();
        assertThat(index()).isNotEmptyDirectory();
    }

    @Test
    void beyondAFileNothingIsWrittenUnlessThatIsAskedFor() throws IOException {
        assertThat(search(log).events()).hasSize(1);
        assertThat(index()).doesNotExist();

        assertThat(search(log, "--index", "always").events()).hasSize(1);
        assertThat(index()).isNotEmptyDirectory();
    }

    @Test
    void neverMakesNone() {
        assertThat(search(folder, "--index=never").events()).hasSize(1);
        assertThat(index()).doesNotExist();
    }

    @Test
    void aSearchForAllMakesNone() {
        Run all = Run.of(AusearchCommand.over(() -> folder), List.of("--raw"));

        assertThat(all.out().lines()).hasSize(2 * EVENTS);
        assertThat(index()).doesNotExist();
    }

    @Test
    void whereNoneCanBeMadeItIsSearchedWithoutOrSaidWhyNot() throws IOException {
        Files.writeString(index(), "in its place");

        Run silent = search(folder);
        assertThat(silent.events()).hasSize(1);
        assertThat(silent.err()).isEmpty();

        Run said = search(folder, "--index", "always");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err())
                .contains("the index of [" + folder + "] cannot be made: [" + index()
                        + "] is no folder that only the owner of [" + folder
                        + "] can write: expected one with mode 700, or none; without --index"
                        + " always it is searched without one");
    }

    @Test
    void anotherWordIsRefused() {
        Run run = search(folder, "--index", "sometimes");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("sometimes").contains("always");
    }
}
