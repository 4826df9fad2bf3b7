package org.doorward.dist.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFolderTest {
    @TempDir
    Path folder;

    @Test
    void theFilesAreListedForSqlWhateverTheyAreCalled() throws IOException {
        Path originals =
                Files.createDirectories(folder.resolve("originals/below")).getParent();
        Files.writeString(originals.resolve("a \"b\", c"), "12345");
        Files.writeString(originals.resolve("below/files.csv"), "1");

        DatabaseFolder work = DatabaseFolder.copyOf(originals, folder.resolve("work"));

        assertThat(work.path().resolve("files.csv")).hasContent("""
                NAME
                "a ""b"", c"
                "below/files.csv"
                """);
        assertThat(work.path().resolve("files/below/files.csv")).hasContent("1");
        assertThat(work.files().bytes()).isEqualTo(6);
    }

    @Test
    void whatAnEarlierRunLeftBehindIsGone() throws IOException {
        Path originals = Files.createDirectory(folder.resolve("originals"));
        Files.writeString(originals.resolve("a"), "first");
        Path left = folder.resolve("work/db/tools.mv.db");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "old");

        DatabaseFolder.copyOf(originals, folder.resolve("work"));

        assertThat(left).doesNotExist();
    }
}
