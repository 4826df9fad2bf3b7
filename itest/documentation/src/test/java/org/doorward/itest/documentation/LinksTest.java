package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    private record Link(Document from, String target) {
        boolean isOutside() {
            return target.matches("[a-z]+:.*");
        }

        /** What is wrong with it, or {@code null}. */
        String fault() {
            int hash = target.indexOf('#');
            String path = hash < 0 ? target : target.substring(0, hash);
            Path file = path.isEmpty()
                    ? from.file()
                    : from.file().getParent().resolve(path).normalize();
            if (!Files.exists(file)) {
                return from + ": [" + target + "] leads nowhere: expected a file or folder of the tree";
            }
            if (hash >= 0 && !isAnchor(file, target.substring(hash + 1))) {
                return from + ": [" + target + "] leads nowhere: expected a heading of " + file.getFileName();
            }
            return null;
        }

        private static boolean isAnchor(Path file, String anchor) {
            return Document.of(Tree.top().relativize(file).toString()).anchors().contains(anchor);
        }
    }

    private static List<Link> links() {
        List<Link> links = new ArrayList<>();
        for (Document document : Document.all()) {
            for (String line : document.prose()) {
                Matcher link = LINK.matcher(line.replaceAll("`[^`]*`", ""));
                while (link.find()) {
                    links.add(new Link(document, link.group(1)));
                }
            }
        }
        return links;
    }

    @Test
    void everyRelativeLinkLeadsToAFileOrHeadingOfTheTree() {
        List<Link> relative = links().stream().filter(link -> !link.isOutside()).toList();

        assertThat(relative).as("links that were looked at").hasSizeGreaterThan(20);
        assertThat(relative).extracting(Link::fault).containsOnlyNulls();
    }

    @Test
    void everyDocumentIsReachedFromTheReadme() {
        Set<Path> reached = new TreeSet<>();
        List<Path> next = new ArrayList<>(List.of(Tree.top().resolve("README.md")));
        List<Link> all = links();
        while (!next.isEmpty()) {
            Path file = next.remove(0);
            if (reached.add(file)) {
                all.stream()
                        .filter(link -> link.from().file().equals(file) && !link.isOutside())
                        .map(link -> file.getParent()
                                .resolve(link.target().replaceFirst("#.*", ""))
                                .normalize())
                        .map(path -> Files.isDirectory(path) ? path.resolve("README.md") : path)
                        .filter(path -> path.toString().endsWith(".md"))
                        .forEach(next::add);
            }
        }
        Set<Path> documents = Document.all().stream()
                .map(Document::file)
                .filter(file -> file.startsWith(Tree.top().resolve("docs")))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documents).hasSizeGreaterThan(8);
        assertThat(reached).containsAll(documents);
    }
}
