package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorward.osgi.Setting;
import org.doorward.rules.RuleSet;
import org.doorward.rules.RuleSyntaxException;
import org.junit.jupiter.api.Test;

/** docs/settings.md and the shipped doorward.cfg against the settings that the engine reads. */
class SettingsTest {
    private static final List<String> SHIPPED = Tree.lines("framework/dist/src/main/conf/doorward.cfg");
    private static final Pattern DEFAULT = Pattern.compile("# ([a-z_]+) =(?: (.*))?");

    private static String row(Setting setting) {
        String standard = setting.defaultText().isEmpty() ? "empty" : "`" + setting.defaultText() + "`";
        return "| `" + setting.key() + "` | " + standard + " | " + setting.expected() + " | "
                + (setting.live() ? "live" : "at start") + " | " + setting.description() + " |";
    }

    @Test
    void theTableOfSettingsIsTheEngines() {
        List<String> rows =
                Arrays.stream(Setting.values()).map(SettingsTest::row).toList();

        assertThat(Document.of("docs/settings.md").table("## conf/doorward.cfg"))
                .as("docs/settings.md; the table should be:%n%s%n", String.join("\n", rows))
                .isEqualTo(rows);
    }

    @Test
    void theShippedFileHasEverySettingOnceCommentedOutAtItsDefault() {
        Map<String, String> shipped = new LinkedHashMap<>();
        for (String line : SHIPPED) {
            Matcher setting = DEFAULT.matcher(line);
            if (setting.matches()) {
                String before = shipped.put(setting.group(1), setting.group(2) == null ? "" : setting.group(2));
                assertThat(before).as(line).isNull();
            }
        }
        Map<String, String> engine = new LinkedHashMap<>();
        Arrays.stream(Setting.values()).forEach(setting -> engine.put(setting.key(), setting.defaultText()));

        assertThat(shipped).containsExactlyInAnyOrderEntriesOf(engine);
    }

    @Test
    void theRulesOfTheDocumentsAndOfTheShippedFileAreRules() throws RuleSyntaxException {
        List<String> shipped = Tree.lines("framework/dist/src/main/conf/audit.rules").stream()
                .filter(line -> line.startsWith("# -"))
                .map(line -> line.substring(2))
                .toList();

        assertThat(RuleSet.parse("audit.rules", shipped).rules()).hasSizeGreaterThan(1);
        for (String page : List.of("settings.md", "rules.md")) {
            List<String> documented = Document.of("docs/" + page).blocks("text").stream()
                    .filter(block -> block.isMarked("rules"))
                    .flatMap(block -> block.lines().stream())
                    .toList();
            assertThat(RuleSet.parse(page, documented).rules()).hasSizeGreaterThan(2);
        }
    }

    @Test
    void theShippedFileSaysWhichSettingsWaitForAStart() {
        String comment = "";
        int looked = 0;
        for (String line : SHIPPED) {
            Matcher setting = DEFAULT.matcher(line);
            if (setting.matches()) {
                boolean live = Setting.valueOf(setting.group(1).toUpperCase(java.util.Locale.ROOT))
                        .live();
                if (live && !comment.contains("(start)") || !live && comment.contains("(start)")) {
                    looked++;
                } else {
                    assertThat(marksOne(comment, live))
                            .as(line + " under " + comment)
                            .isTrue();
                }
            } else if (line.isEmpty()) {
                comment = "";
            } else {
                comment += line;
            }
        }
        assertThat(looked).isGreaterThan(10);
    }

    /** A comment over several settings marks the one of them that waits, behind its name: "bytes (start) at most". */
    private static boolean marksOne(String comment, boolean live) {
        return live && comment.matches(".*[a-z] \\(start\\) .*");
    }
}
