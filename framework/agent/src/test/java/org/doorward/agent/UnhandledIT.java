package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.doorward.agent.probe.Ordinary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JVM with the agent and without a handler behaves as without the agent, to the last word of a stack trace. */
class UnhandledIT {
    @TempDir
    Path folder;

    private Path folder(String name) throws IOException {
        // Of one length and name in both runs: the words must be the same.
        Path made = folder.resolve("run");
        if (Files.exists(made)) {
            Files.move(made, folder.resolve(name));
        }
        return Files.createDirectory(made);
    }

    private void assertThatNothingDiffers(int feature, String agent, String end) throws Exception {
        Jvm.Ended without = Jvm.of(feature).run(Ordinary.class, folder("1").toString(), end);
        Jvm.Ended with =
                Jvm.of(feature).agent(agent).run(Ordinary.class, folder("2").toString(), end);

        assertThat(with).isEqualTo(without);
        assertThat(with.out())
                .contains("NoSuchFileException", "UnixException", "hook".repeat(end.equals("halt") ? 0 : 1));
    }

    @ParameterizedTest
    @CsvSource({"'', exit", "handover=main, throw", "hot=all, halt"})
    void nothingDiffersOnTheJdkOfTheBuild(String agent, String end) throws Exception {
        assertThatNothingDiffers(Runtime.version().feature(), agent, end);
    }

    @Tag("machine")
    @ParameterizedTest
    @CsvSource({"17, 'handover=main,hot=all', throw", "25, 'handover=main,hot=all', throw", "25, '', exit"})
    void nothingDiffersOnEitherJdk(int feature, String agent, String end) throws Exception {
        assertThatNothingDiffers(feature, agent, end);
    }
}
