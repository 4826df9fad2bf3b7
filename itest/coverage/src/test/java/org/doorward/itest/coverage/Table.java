package org.doorward.itest.coverage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tab-separated tables with a header line; lines that begin with # are comments. */
final class Table {
    /** A line, by the names of its columns. */
    record Row(List<String> header, List<String> cells) {
        String get(String column) {
            return cells.get(header.indexOf(column));
        }

        /** A cell that holds several values. */
        List<String> list(String column) {
            return List.of(get(column).split(","));
        }

        /** Whether the row is about a JDK: its column jdks names the feature version. */
        boolean isFor(int feature) {
            return list("jdks").contains(String.valueOf(feature));
        }
    }

    private Table() {}

    /** A table that lies beside this class. */
    static List<Row> resource(String name) {
        try (InputStream in = Table.class.getResourceAsStream(name)) {
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The agent's hook table, as it lies in the source tree. */
    static List<Row> hooks() {
        return parse("hooks.tsv", text("framework/agent/src/main/resources/org/doorward/agent/hooks.tsv"));
    }

    /** A file of the source tree that this test is part of. */
    static String text(String path) {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(top.resolve("framework"))) {
            top = top.getParent();
        }
        try {
            return Files.readString(top.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Row> parse(String name, String text) {
        List<List<String>> lines = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> List.of(line.split("\t", -1)))
                .toList();
        List<String> header = lines.get(0);
        List<Row> rows = new ArrayList<>();
        for (List<String> cells : lines.subList(1, lines.size())) {
            if (cells.size() != header.size()) {
                throw new IllegalArgumentException(
                        name + ": [" + cells.size() + "] fields, expected " + header + ": " + cells);
            }
            rows.add(new Row(header, cells));
        }
        return rows;
    }
}
