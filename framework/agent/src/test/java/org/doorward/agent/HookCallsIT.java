package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.agent.probe.HookCalls;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every row of the table, used by a caller that knows nothing of it: the handler sees one call with the arguments and the outcome; denied,
 * the caller gets the denial and the state stays as it was. One test for each attempt, and one more for each row that has none.
 */
class HookCallsIT {
    private static final int OTHER = Runtime.version().feature() == 25 ? 17 : 25;

    @TempDir
    static Path work;

    private static Stream<DynamicTest> attempts(int feature) throws Exception {
        Jvm jvm = Jvm.of(feature).agent("handover=main,hot=all").option("-Djdk.attach.allowAttachSelf=true");
        // For rows whose public API needs a display or a printer to come so far.
        for (String opened : List.of(
                "java.desktop/sun.awt.X11", "java.desktop/sun.print", "java.security.jgss/sun.security.jgss.wrapper")) {
            jvm.option("--add-opens=" + opened + "=ALL-UNNAMED");
        }
        if (feature > 17) {
            jvm.option("--enable-native-access=ALL-UNNAMED");
        }
        Path folder = java.nio.file.Files.createDirectory(work.resolve("jdk" + feature));
        Jvm.Ended ended = jvm.run(HookCalls.class, folder.toRealPath().toString());

        List<String> lines = ended.out().lines().toList();
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(lines).hasSizeGreaterThan(158);
        return lines.stream()
                .map(line -> DynamicTest.dynamicTest(
                        line.replaceAll("^(ok|FAILED) |: .*", ""),
                        () -> assertThat(line).as(ended.err()).startsWith("ok ")));
    }

    @TestFactory
    Stream<DynamicTest> onTheJdkOfTheBuild() throws Exception {
        return attempts(Runtime.version().feature());
    }

    @Tag("machine")
    @TestFactory
    Stream<DynamicTest> onTheOtherJdk() throws Exception {
        return attempts(OTHER);
    }
}
