package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Documents name tests as their evidence: those exist. */
class CitationsTest {
    private static final Pattern CITED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    private static List<Path> sources(String type) {
        return Tree.files("/" + type + ".java");
    }

    @Test
    void everyTestThatADocumentNamesIsThere() {
        List<String> cited = new ArrayList<>();
        for (Document document : Document.all()) {
            for (String line : document.prose()) {
                Matcher test = CITED.matcher(line);
                while (test.find()) {
                    cited.add(test.group());
                    assertThat(sources(test.group(1)))
                            .as("%s: %s", document, test.group())
                            .hasSize(1);
                    if (test.group(2) != null) {
                        Path file = sources(test.group(1)).get(0);
                        assertThat(Tree.text(Tree.top().relativize(file).toString()))
                                .as("%s: %s", document, test.group())
                                .contains("void " + test.group(2) + "(");
                    }
                }
            }
        }

        assertThat(cited).isNotEmpty();
    }
}
