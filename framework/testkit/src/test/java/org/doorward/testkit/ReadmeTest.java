package org.doorward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of the README is code that is compiled and run. */
class ReadmeTest {
    @ParameterizedTest
    @ValueSource(strings = {"DraftsModule", "DraftsModuleTest"})
    void theExampleIsTheClassOfItsName(String name) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String source = Files.readString(Path.of("src/test/java/org/doorward/testkit/" + name + ".java"));
        String afterImports = source.substring(source.lastIndexOf("import "));
        String code = afterImports.substring(afterImports.indexOf("\n\n") + 2);

        assertThat(readme).contains("<!-- " + name + " -->\n```java\n" + code + "```\n");
    }
}
