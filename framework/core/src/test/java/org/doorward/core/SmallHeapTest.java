package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Endless producers of both lanes, or storms of denials, in a heap of 64 MB: memory does not run out, the reliable lane waits, and the
 * ledger is exact.
 */
class SmallHeapTest {
    private static final int WAITS = 600_000;
    /** The second denial is one of a storm, so that the records of storms have them all. */
    private static final int SOON = 1;

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

    // ---- a storm of denials
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void aStormOfDenialsDoesNotFillIt() throws Exception {
        assertThat(lost(storm(10_000, WAITS, SOON), 160_000)).isZero();
    }

    @Test
    @Tag("long") // some minutes
    void norDoesAMillionOfThemInEachThread() throws Exception {
        assertThat(lost(storm(1_000_000, WAITS, SOON), 16_000_000)).isZero();
    }

    @Test
    void whatFindsNoRoomIsDeniedAndCountedAsWell() throws Exception {
        assertThat(lost(storm(10_000, 0, SOON), 160_000)).isPositive();
    }

    /** The control: exceptions with stacks, which is what they would be without a threshold. */
    @Test
    void withStacksTheExceptionsOfAStormDo() throws Exception {
        assertThat(storm(10_000, WAITS, DenialStorms.NEVER)).contains("OutOfMemoryError");
    }

    /** How many records were lost, if every denial was thrown, counted, and written or lost. */
    private static long lost(String output, long denials) {
        assertThat(output)
                .contains("the ledger is exact", "exit 0")
                .contains("thrown " + denials + ", counted " + denials + ", emitted " + denials + "\n")
                .contains("written or lost " + denials + ", lost ");
        assertThat(number("told of storms", output)) // a quiet window has none
                .isBetween(denials - denials / 1000, denials);
        return number("lost " + denials + ", lost", output);
    }

    private static long number(String words, String output) {
        Matcher found = Pattern.compile(words + " (\\d+)").matcher(output);
        assertThat(found.find()).as(words).isTrue();
        return Long.parseLong(found.group(1));
    }

    private String storm(int each, int waitMillis, int threshold) throws IOException, InterruptedException {
        return run("64m", 600, DenialStormProducers.class, each, waitMillis, threshold);
    }

    private String run(String heap, int seconds) throws IOException, InterruptedException {
        return run(heap, Math.max(0, seconds), SmallHeapProducers.class, seconds);
    }

    private String run(String heap, int seconds, Class<?> program, int... arguments)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        IntStream.of(arguments).mapToObj(Integer::toString).forEach(words::add);
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(seconds + 120, TimeUnit.SECONDS))
                    .as("ends")
                    .isTrue();
            Files.writeString(output, "exit " + process.exitValue(), StandardOpenOption.APPEND);
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }
}
