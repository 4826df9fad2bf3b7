package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/known-attacks.md against the files that KnownAttacksIT puts in force and compares the trail with. */
class KnownAttacksTest {
    private static final Document ATTACKS = Document.of("docs/known-attacks.md");
    private static final Path FILES = Tree.top().resolve("itest/bundles/src/test/resources/attacks");

    /** The files of all attacks: ATTACK/NAME and text. */
    private static Map<String, String> tried() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(FILES)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(FILES.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    /** The policies and records of the document, as files of the attack whose heading they are under. */
    private static Map<String, String> shown() {
        Map<String, String> files = new TreeMap<>();
        for (Document.Block block : ATTACKS.blocks("text")) {
            List<String> above = ATTACKS.lines().subList(0, block.line());
            String heading = above.stream()
                    .filter(line -> line.startsWith("## "))
                    .reduce((first, second) -> second)
                    .orElseThrow();
            String name = block.marks().get(0).replaceFirst("^conf/", "");
            files.put(heading.split(" ")[1] + "/" + name, block.text());
        }
        return files;
    }

    @Test
    void everyPolicyAndEveryRecordIsTheTestsAndNoneIsLeftOut() throws IOException {
        assertThat(shown()).hasSizeGreaterThanOrEqualTo(10).isEqualTo(tried());
    }

    @Test
    void everyReleaseOfTheTableIsTheOneThatIsTried() {
        String pom = Tree.text("itest/bundles/pom.xml");
        List<String> releases = ATTACKS.table("# Known attacks").stream()
                .map(row -> row.split("\\|")[1].strip())
                .toList();

        assertThat(releases).hasSize(5).allSatisfy(release -> {
            String[] words = release.split(" ");
            assertThat(pom).contains("<artifactId>" + words[0] + "</artifactId><version>" + words[1] + "</version>");
            assertThat(ATTACKS.lines()).contains("## " + release);
        });
    }
}
