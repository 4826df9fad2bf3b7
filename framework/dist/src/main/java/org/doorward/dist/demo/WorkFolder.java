package org.doorward.dist.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A copy of real files for the application to work on: the originals are only read. Immutable. */
final class WorkFolder {
    /** Enough for a day's work of a small publisher; with more the demo would show the same more slowly. */
    private static final int FILES = 12;

    private static final int DEPTH = 8;

    private final Path folder;
    private final List<String> names;
    private final long left;

    private WorkFolder(Path folder, List<String> names, long left) {
        this.folder = folder;
        this.names = names;
        this.left = left;
    }

    /**
     * Copies the first files of a folder, by name. Symbolic links are not followed.
     *
     * @param originals an existing folder
     * @param copy is emptied first
     * @throws IOException if there is no file to copy, or the disk refuses
     */
    static WorkFolder copyOf(Path originals, Path copy) throws IOException {
        delete(copy);
        Files.createDirectories(copy);
        List<Path> found = filesOf(originals);
        if (found.isEmpty()) {
            throw new IOException("folder [" + originals + "] holds no files: expected one with files to publish");
        }
        List<Path> taken = found.subList(0, Math.min(FILES, found.size()));
        List<String> names = new ArrayList<>();
        for (Path original : taken) {
            String name = originals.relativize(original).toString();
            names.add(name);
            Path target = copy.resolve(name);
            Files.createDirectories(target.getParent());
            Files.copy(original, target);
        }
        return new WorkFolder(copy, List.copyOf(names), found.size() - taken.size());
    }

    private static List<Path> filesOf(Path originals) throws IOException {
        try (Stream<Path> all = Files.walk(originals, DEPTH)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(file))
                    .sorted()
                    .toList();
        }
    }

    /** Deletes a folder with all that is in it, if it is there. */
    static void delete(Path tree) throws IOException {
        if (Files.notExists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    Path path() {
        return folder;
    }

    /** The files in it that are copies, relative to it. */
    List<String> names() {
        return names;
    }

    /** The size of all of them. */
    long bytes() throws IOException {
        long bytes = 0;
        for (String name : names) {
            bytes += Files.size(folder.resolve(name));
        }
        return bytes;
    }

    /** {@code 12 files}, and what was left out. */
    String describe() {
        int files = names.size();
        return files + (files == 1 ? " file" : " files") + (left == 0 ? "" : " (" + left + " more left out)");
    }
}
