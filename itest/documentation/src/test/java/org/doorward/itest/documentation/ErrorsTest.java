package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/errors.md against the messages in the code. */
class ErrorsTest {
    private static final Document ERRORS = Document.of("docs/errors.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** The code that people meet, as one text, with literals joined that were parted for the width of a line. */
    private static String code() {
        String java = Tree.files(".java").stream()
                .map(file -> Tree.top().relativize(file).toString())
                .filter(file -> file.contains("/src/main/"))
                .map(Tree::text)
                .collect(Collectors.joining("\n"));
        return java.replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"")
                + Tree.text("framework/dist/src/main/script/doorward");
    }

    /** The fixed parts of a message: what stands between values, which are written as capitals or left out with dots. */
    private static List<String> fixedParts(String message) {
        return Arrays.stream(message.split("\\[?\\b[A-Z]{2,}[A-Z_]*\\b\\]?|\\.\\.\\."))
                .map(part -> part.replaceAll("^[^A-Za-z]+", "").replaceAll("[^A-Za-z]+$", ""))
                .filter(part -> part.length() > 7)
                .toList();
    }

    @Test
    void everyMessageStandsInTheCode() {
        String code = code();
        List<String> messages = ERRORS.lines().stream()
                .filter(line -> line.startsWith("| `"))
                .map(line ->
                        CODE.matcher(line).results().findFirst().orElseThrow().group(1))
                .toList();

        assertThat(messages).hasSizeGreaterThan(25);
        for (String message : messages) {
            assertThat(fixedParts(message)).as(message).isNotEmpty();
            assertThat(fixedParts(message))
                    .as(message)
                    .allSatisfy(part -> assertThat(code.contains(part))
                            .as("[%s] in the code", part)
                            .isTrue());
        }
    }

    @Test
    void everyMessageHasACauseAndARemedy() {
        for (String line : ERRORS.lines()) {
            if (line.startsWith("| `")) {
                List<String> cells = List.of(line.replaceFirst("`[^`]+`", "m").split("\\|"));
                assertThat(cells).as(line).hasSize(4);
                assertThat(cells.get(2).strip()).as(line).hasSizeGreaterThan(10);
                assertThat(cells.get(3).strip()).as(line).hasSizeGreaterThan(10);
            }
        }
    }
}
