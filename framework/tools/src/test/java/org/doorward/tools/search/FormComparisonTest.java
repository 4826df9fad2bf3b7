package org.doorward.tools.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.tools.Run;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each form of the output has the bytes that the original has, on trails of Doorward and of Linux. */
@Tag("machine")
class FormComparisonTest {
    private static final List<String> TRAILS = List.of(
            "trail-contract.log",
            "trail-basic.log",
            "trail-node.log",
            "trail-enriched.log",
            "trail-linux.log",
            "trail-escape.log",
            "trail-forms.log");
    private static final List<List<String>> FORMS = List.of(
            List.of(),
            List.of("--format", "default"),
            List.of("-i"),
            List.of("--format", "interpret"),
            List.of("-i", "--escape", "raw"),
            List.of("-i", "--escape", "shell"),
            List.of("-i", "--escape", "shell_quote"),
            List.of("--format", "csv"),
            List.of("--format", "csv", "--extra-keys", "--extra-labels", "--extra-obj2", "--extra-time"),
            List.of("--format", "csv", "--extra-labels", "--escape", "raw"),
            List.of("--format", "csv", "--extra-obj2", "--escape", "shell_quote", "-l"),
            List.of("--format", "text"),
            List.of("--format", "text", "--escape", "raw"),
            List.of("--format", "text", "--escape", "shell"));

    static Stream<List<String>> arguments() {
        return TRAILS.stream()
                .flatMap(trail -> FORMS.stream()
                        .map(form ->
                                Stream.concat(Stream.of(trail), form.stream()).toList()));
    }

    @ParameterizedTest
    @MethodSource("arguments")
    void theBytesAreThoseOfTheOriginal(List<String> arguments) throws IOException, InterruptedException {
        Path trail = Run.resource(arguments.get(0));
        same(trail, arguments.subList(1, arguments.size()));
    }

    static void same(Path trail, List<String> arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-if", trail.toString()));
        all.addAll(arguments);
        Run run = Run.of(new AusearchCommand(() -> Path.of("nowhere")), all);
        OriginalAusearch.Found found = OriginalAusearch.search(trail, arguments);

        assertThat(run.out()).as("%s", arguments).isEqualTo(utf8(found.out()));
        assertThat(run.exitCode()).isEqualTo(found.exitCode());
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
