package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What no document says. */
class HouseRulesTest {
    private static final Pattern BUILD_MACHINE =
            Pattern.compile("(?<![\\w.])(/work/|/root\\b|/home/|/tmp/|/Users/|[A-Z]:\\\\)|localhost");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|TBD|XXX)\\b");

    private static List<String> linesWith(Pattern pattern) {
        List<String> found = new ArrayList<>();
        for (Document document : Document.all()) {
            for (int i = 0; i < document.lines().size(); i++) {
                if (pattern.matcher(document.lines().get(i)).find()) {
                    found.add(document + ":" + (i + 1) + ": " + document.lines().get(i));
                }
            }
        }
        return found;
    }

    @Test
    void noLineNamesAFolderOfABuildMachine() {
        assertThat(linesWith(BUILD_MACHINE)).isEmpty();
        assertThat(linesWith(Pattern.compile(Pattern.quote(Tree.top().toString()) + "\\b")))
                .isEmpty();
    }

    @Test
    void noLineIsLeftToBeWritten() {
        assertThat(linesWith(UNFINISHED)).isEmpty();
    }

    @Test
    void theReadmeIsReadInOneSitting() {
        assertThat(Document.of("README.md").lines()).hasSizeLessThanOrEqualTo(170);
    }
}
