package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endless producers of both lanes in a heap of 64 MB: memory does not run out, the reliable lane waits, and the ledger is exact. */
class SmallHeapTest {
    @TempDir
    private Path folder;

    @Test
    void endlessProducersOfBothLanesDoNotExhaustAHeapOf64Megabytes() throws Exception {
        String output = run("64m", 5);
        assertThat(output)
                .contains("the ledger is exact", "reliable lost 0", "exit 0")
                .doesNotContain("OutOfMemoryError");
    }

    @Test
    @Tag("long") // ten minutes
    void norInTenMinutes() throws Exception {
        String output = run("64m", 600);
        assertThat(output)
                .contains("the ledger is exact", "reliable lost 0", "exit 0")
                .doesNotContain("OutOfMemoryError");
    }

    /** The control: the same producers without a bound, which is what they would be without the backlog. */
    @Test
    void withoutABoundTheyDo() throws Exception {
        assertThat(run("64m", -1)).contains("OutOfMemoryError");
    }

    private String run(String heap, int seconds) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapProducers.class.getName(),
                        Integer.toString(seconds))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(Math.max(0, seconds) + 120, TimeUnit.SECONDS))
                    .as("ends")
                    .isTrue();
            Files.writeString(output, "exit " + process.exitValue(), StandardOpenOption.APPEND);
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }
}
