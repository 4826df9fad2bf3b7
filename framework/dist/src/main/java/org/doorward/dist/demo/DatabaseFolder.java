package org.doorward.dist.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a database works: {@code files/} with a copy of real files, {@code files.csv} with their names for SQL, {@code db/} for its own
 * files, {@code out/} for what comes out. Immutable.
 */
final class DatabaseFolder {
    private final Path folder;
    private final WorkFolder files;

    private DatabaseFolder(Path folder, WorkFolder files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * Copies real files, as {@link WorkFolder#copyOf} does.
     *
     * @param originals an existing folder
     * @param folder is emptied first
     */
    static DatabaseFolder copyOf(Path originals, Path folder) throws IOException {
        WorkFolder.delete(folder);
        WorkFolder files = WorkFolder.copyOf(originals, folder.resolve("files"));
        List<String> lines = Stream.concat(
                        Stream.of("NAME"), files.names().stream().map(DatabaseFolder::quoted))
                .toList();
        Files.write(folder.resolve("files.csv"), lines, StandardCharsets.UTF_8);
        return new DatabaseFolder(folder, files);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    Path path() {
        return folder;
    }

    WorkFolder files() {
        return files;
    }

    /** A file of this name among what came out. */
    Path out(String name) {
        return folder.resolve("out").resolve(name);
    }

    /**
     * The address of a database of this name. Not closed at the end of the JVM: the container is gone by then, and with it the classes
     * that would close it; what was committed is safe all the same.
     */
    String url(String name) {
        return "jdbc:h2:" + folder.resolve("db").resolve(name) + ";DB_CLOSE_ON_EXIT=FALSE";
    }
}
