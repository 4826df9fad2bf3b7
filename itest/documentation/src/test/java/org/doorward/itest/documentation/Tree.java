package org.doorward.itest.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree that these tests are part of. */
final class Tree {
    private Tree() {}

    /** The top folder: the nearest above the working folder that holds framework/ and itest/. */
    static Path top() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("framework")) && Files.isDirectory(at.resolve("itest"))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "no folder above [" + Path.of("").toAbsolutePath() + "] holds framework/ and itest/");
    }

    /** A file of the tree as text. */
    static String text(String path) {
        try {
            return Files.readString(top().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a file of the tree. */
    static List<String> lines(String path) {
        return text(path).lines().toList();
    }

    /** Files of the tree whose names end so, without what a build, git or a run of the README's demo made, in order. */
    static List<Path> files(String ending) {
        try (Stream<Path> all = Files.walk(top())) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> Stream.of("target", ".git", "doorward-home")
                            .noneMatch(made -> top().relativize(file).startsWith(made)
                                    || file.toString().contains("/" + made + "/")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
