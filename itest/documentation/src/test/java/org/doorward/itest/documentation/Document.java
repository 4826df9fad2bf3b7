package org.doorward.itest.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Markdown file: its lines, its headings, its fenced blocks. Immutable. */
final class Document {
    /**
     * A fenced block.
     *
     * @param line of the fence, from 1
     * @param language the first word behind the fence, may be empty
     * @param marks the words behind it
     */
    record Block(Document document, int line, String language, List<String> marks, List<String> lines) {
        String text() {
            return String.join("\n", lines) + "\n";
        }

        boolean isMarked(String mark) {
            return marks.contains(mark);
        }

        /** FILE:LINE, for messages. */
        @Override
        public String toString() {
            return document + ":" + line;
        }
    }

    private final Path file;
    private final List<String> lines;
    private final List<String> prose = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    private Document(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
        parse();
    }

    /** A document by its path in the tree. */
    static Document of(String path) {
        return read(Tree.top().resolve(path));
    }

    /** All documents of the tree. */
    static List<Document> all() {
        return Tree.files(".md").stream().map(Document::read).toList();
    }

    private static Document read(Path file) {
        try {
            return new Document(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void parse() {
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            if (!line.strip().startsWith("```")) {
                prose.add(line);
                at++;
                continue;
            }
            int end = at + 1;
            while (end < lines.size() && !lines.get(end).strip().equals("```")) {
                end++;
            }
            List<String> words = List.of(line.strip().substring(3).strip().split("\\s+"));
            blocks.add(new Block(
                    this,
                    at + 1,
                    words.get(0),
                    words.subList(1, words.size()),
                    List.copyOf(lines.subList(at + 1, end))));
            at = end + 1;
        }
    }

    Path file() {
        return file;
    }

    List<String> lines() {
        return lines;
    }

    /** The lines outside fenced blocks. */
    List<String> prose() {
        return prose;
    }

    List<Block> blocks() {
        return blocks;
    }

    /** The blocks of one language. */
    List<Block> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** The anchors of the headings, as forges make them. */
    List<String> anchors() {
        return prose.stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+\\s*", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** The lines under a heading, up to the next heading of the same or a higher level. */
    List<String> section(String heading) {
        int level = heading.indexOf(' ');
        int from = lines.indexOf(heading);
        if (from < 0) {
            throw new IllegalArgumentException("[" + this + "] has no heading [" + heading + "]");
        }
        int to = from + 1;
        while (to < lines.size() && !lines.get(to).matches("#{1," + level + "} .*")) {
            to++;
        }
        return lines.subList(from + 1, to);
    }

    /** The rows of the first table under a heading, without its head, as they are written. */
    List<String> table(String heading) {
        return section(heading).stream()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }

    /** The path in the tree. */
    @Override
    public String toString() {
        return Tree.top().relativize(file).toString();
    }
}
