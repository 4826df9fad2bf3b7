package org.doorward.dist.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program in the place of Java, which notes its words and makes what it is told to make. {@code ArchiveIT} has a real one. */
class ClassArchiveTest {
    @TempDir
    private Path temporary;

    private Path java;
    private Path folder;
    private Path file;
    private ClassArchive archive;

    @BeforeEach
    void aJavaThatNotesItsWords() throws IOException {
        java = temporary.resolve("java");
        Files.createDirectories(java.resolve("bin"));
        program("exit 0");
        folder = temporary.resolve("archive");
        file = folder.resolve("17.0.1.jsa");
        archive = new ClassArchive(file, java, "one.jar:two.jar");
    }

    private void program(String more) throws IOException {
        Path program = Files.writeString(
                java.resolve("bin/java"),
                "#!/bin/sh\necho \"$*\" >>" + java.resolve("words")
                        + "\ncase $* in *-Xshare:dump*) echo new >\"$(dirname \"${4#*=}\")/made.jsa\" ;; esac\n" + more
                        + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> words() throws IOException {
        return Files.readAllLines(java.resolve("words"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).toList();
        }
    }

    private void thereIs(String name, String content) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), content);
    }

    @Test
    void itIsMadeOfWhatTheRehearsalLoadsAndUsedOnceBeforeItIsThere() throws Exception {
        archive.make("Rehearsal");

        assertThat(words()).hasSize(3).allMatch(line -> line.startsWith("-cp one.jar:two.jar "));
        assertThat(words().get(0)).contains("-XX:DumpLoadedClassList=").endsWith(" Rehearsal");
        assertThat(words().get(1)).contains("-Xshare:dump", "-XX:SharedClassListFile=");
        assertThat(words().get(2))
                .contains("-Xshare:on", "-XX:SharedArchiveFile=")
                .endsWith(" Rehearsal");
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .doesNotMatch("....w....|.......w.");
    }

    @Test
    void thoseOfOtherJavasAndWhatAKilledProcessLeftAreRemoved() throws Exception {
        thereIs("11.jsa", "old");
        Files.createDirectory(folder.resolve("making1"));
        thereIs("making1/made.jsa", "half");

        archive.make("Rehearsal");

        assertThat(files()).containsExactly("17.0.1.jsa");
    }

    @Test
    void anArchiveThatThisJavaCannotUseDoesNotReplaceTheOldOne() throws Exception {
        thereIs("17.0.1.jsa", "old");
        program("case $* in *-Xshare:on*) echo Unable to use; exit 1 ;; esac");

        assertThatThrownBy(() -> archive.make("Rehearsal"))
                .isInstanceOf(IOException.class)
                .hasMessage("Java [" + java + "] makes no archive: [Unable to use]; commands work without one");
        assertThat(file).hasContent("old");
        assertThat(files()).containsExactly("17.0.1.jsa");
    }

    @Test
    void aJavaThatMakesNoneIsRefusedWithItsExitCodeIfItSaysNothing() throws Exception {
        program("case $* in *-Xshare:dump*) exit 7 ;; esac");

        assertThatThrownBy(() -> archive.make("Rehearsal")).hasMessageContaining("[exit code 7]");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedBeforeAJavaIsStarted() throws Exception {
        Files.writeString(folder, "a file in its place");

        assertThatThrownBy(() -> archive.make("Rehearsal"))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "[" + folder + "] cannot be written: ",
                        "; make the archive as the user to whom the distribution belongs");
        assertThat(java.resolve("words")).doesNotExist();
    }
}
