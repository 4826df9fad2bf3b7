package org.doorward.dist.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A work folder that SQL can read: with {@code files.csv}, the list of its files. */
final class DatabaseFolder {
    private DatabaseFolder() {}

    /** As {@link WorkFolder#copyOf}, and writes the list. */
    static WorkFolder copyOf(Path originals, Path copy) throws IOException {
        WorkFolder work = WorkFolder.copyOf(originals, copy);
        List<String> lines = Stream.concat(
                        Stream.of("NAME"), work.names().stream().map(DatabaseFolder::quoted))
                .toList();
        Files.write(copy.resolve("files.csv"), lines, StandardCharsets.UTF_8);
        return work;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
