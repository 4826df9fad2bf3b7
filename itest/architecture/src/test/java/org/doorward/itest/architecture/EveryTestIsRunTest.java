package org.doorward.itest.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The build finds tests by the names of their classes: one under another name would never run, and nobody would know. */
class EveryTestIsRunTest {
    /** Declared, not mentioned: an annotation that begins a line. */
    private static final Pattern TEST = Pattern.compile("(?m)^\\s+@(Test|ParameterizedTest|RepeatedTest|Property)\\b");

    private static final Pattern NAME_THAT_IS_RUN = Pattern.compile("\\w+(Test|Properties|IT)\\.java");

    private static boolean declaresTests(Path source) {
        try {
            return TEST.matcher(Files.readString(source)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyClassThatDeclaresTestsHasANameThatTheBuildRuns() throws IOException {
        try (Stream<Path> all = Files.walk(Tree.top())) {
            List<Path> declaring = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(EveryTestIsRunTest::declaresTests)
                    .toList();

            assertThat(declaring).hasSizeGreaterThan(100);
            assertThat(declaring)
                    .allSatisfy(
                            file -> assertThat(file.getFileName().toString()).matches(NAME_THAT_IS_RUN));
        }
    }
}
