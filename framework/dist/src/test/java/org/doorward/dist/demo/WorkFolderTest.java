package org.doorward.dist.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
    @TempDir
    Path folder;

    private Path originals;
    private Path copy;

    @BeforeEach
    void twoFolders() throws IOException {
        originals = Files.createDirectories(folder.resolve("originals/below"));
        originals = originals.getParent();
        copy = folder.resolve("copy");
    }

    @Test
    void theFilesOfAFolderAreCopiedWithThoseBelowIt() throws IOException {
        Files.writeString(originals.resolve("a"), "first");
        Files.writeString(originals.resolve("below/b"), "second");

        WorkFolder work = WorkFolder.copyOf(originals, copy);

        assertThat(work.describe()).isEqualTo("2 files");
        assertThat(copy.resolve("a")).hasContent("first");
        assertThat(copy.resolve("below/b")).hasContent("second");
    }

    @Test
    void beyondTwelveFilesTheRestIsLeftOutAndCounted() throws IOException {
        for (int i = 0; i < 30; i++) {
            Files.writeString(originals.resolve("file-" + i), "text");
        }

        assertThat(WorkFolder.copyOf(originals, copy).describe()).isEqualTo("12 files (18 more left out)");
        assertThat(copy.toFile().list()).hasSize(12);
    }

    @Test
    void whatAnEarlierRunLeftInTheCopyIsGone() throws IOException {
        Files.createDirectories(copy.resolve("published"));
        Files.writeString(copy.resolve("published/old"), "old");
        Files.writeString(originals.resolve("a"), "first");

        WorkFolder.copyOf(originals, copy);

        assertThat(copy.toFile().list()).containsExactly("a");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(originals.resolve("link"), secret);
        Files.writeString(originals.resolve("a"), "first");

        WorkFolder.copyOf(originals, copy);

        assertThat(copy.toFile().list()).containsExactly("a");
    }

    @Test
    void aFolderWithoutFilesIsRefusedByName() {
        assertThatThrownBy(() -> WorkFolder.copyOf(originals, copy))
                .isInstanceOf(IOException.class)
                .hasMessage("folder [" + originals + "] holds no files: expected one with files to publish");
    }
}
