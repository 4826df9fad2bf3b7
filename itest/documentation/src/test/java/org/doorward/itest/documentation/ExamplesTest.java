package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Java and XML in the documents. A block that begins with {@code ```java compile} is a whole compilation unit. */
class ExamplesTest {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>([\\w.-]+)</artifactId>\\s*<version>([^<]+)</version>");

    @TempDir
    Path folder;

    private static List<Document.Block> complete() {
        return Document.all().stream()
                .flatMap(document -> document.blocks("java").stream())
                .filter(block -> block.isMarked("compile"))
                .toList();
    }

    @Test
    void everyCompleteExampleCompilesAgainstTheApiAlone() throws IOException {
        assertThat(complete()).hasSizeGreaterThanOrEqualTo(3);
        for (Document.Block block : complete()) {
            assertThat(Sources.compile(block, folder.resolve(String.valueOf(block.line()))))
                    .as("messages of the compiler for %s", block)
                    .isEmpty();
        }
    }

    @Test
    void theReadmesModuleHasNoMoreThanItsLines() {
        Document.Block module = Document.of("README.md").blocks("java").get(0);

        assertThat(module.isMarked("compile")).isTrue();
        assertThat(module.lines().stream().filter(line -> !line.isBlank() && !line.startsWith("import ")))
                .hasSizeLessThanOrEqualTo(24);
    }

    @Test
    void everyPomIsWellFormedAndNamesTheVersionsOfThisBuild()
            throws IOException, ParserConfigurationException, SAXException {
        String parent = Tree.text("pom.xml");
        List<Document.Block> poms = Document.all().stream()
                .flatMap(document -> document.blocks("xml").stream())
                .toList();

        assertThat(poms).isNotEmpty();
        for (Document.Block pom : poms) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader("<block>" + pom.text() + "</block>")));
            Matcher versions = VERSION.matcher(pom.text());
            while (versions.find()) {
                if (!versions.group(2).equals("1.0.0")) { // the example's own
                    assertThat(pinned(parent, versions.group(1)))
                            .as("%s: version of %s", pom, versions.group(1))
                            .isEqualTo(versions.group(2));
                }
            }
        }
    }

    private static String pinned(String parent, String artifact) {
        Matcher version = Pattern.compile(
                        "<artifactId>" + Pattern.quote(artifact) + "</artifactId>\\s*<version>([^<]+)<")
                .matcher(parent);
        assertThat(version.find()).as("[%s] in pom.xml", artifact).isTrue();
        String found = version.group(1);
        if (found.equals("${project.version}")) {
            return "1.0.0-SNAPSHOT";
        }
        Matcher property = Pattern.compile("\\$\\{(.*)}").matcher(found);
        if (!property.matches()) {
            return found;
        }
        Matcher value = Pattern.compile("<" + Pattern.quote(property.group(1)) + ">([^<]+)<")
                .matcher(parent);
        assertThat(value.find()).as("[%s] in pom.xml", property.group(1)).isTrue();
        return value.group(1);
    }
}
