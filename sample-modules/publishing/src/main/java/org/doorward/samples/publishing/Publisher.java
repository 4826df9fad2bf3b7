package org.doorward.samples.publishing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Kind;

/**
 * Drafts that become publications, in {@code FOLDER/drafts} and {@code FOLDER/published}. Whatever it does to a file it does
 * through the guard, on the paths that were judged. Safe for all threads.
 *
 * <p>All methods throw {@link org.doorward.guard.OperationDeniedException} if a module denies (nothing was done then), {@link
 * IOException} if the file system refuses, and {@link IllegalArgumentException} for a name that leads out of the folder.
 */
final class Publisher {
    private static final int EXCERPT_BYTES = 64 * 1024;

    private final OperationGuard guard;

    Publisher(OperationGuard guard) {
        this.guard = guard;
    }

    Path draft(Path folder, String name, byte[] text) throws IOException {
        return guard.file(
                Kind.FILE_CREATE,
                inside(folder, "drafts", name),
                file -> Files.write(file, text, StandardOpenOption.CREATE_NEW));
    }

    Path publish(Path folder, String name) throws IOException {
        return guard.file(
                Kind.FILE_RENAME, inside(folder, "drafts", name), inside(folder, "published", name), Files::move);
    }

    Path link(Path folder, String name, String link) throws IOException {
        return guard.file(
                Kind.FILE_LINK,
                inside(folder, "published", name),
                inside(folder, "published", link),
                (file, second) -> Files.createLink(second, file));
    }

    Path retract(Path folder, String name) throws IOException {
        return delete(inside(folder, "published", name));
    }

    Path discard(Path folder, String name) throws IOException {
        return delete(inside(folder, "drafts", name));
    }

    private Path delete(Path path) throws IOException {
        return guard.file(Kind.FILE_DELETE, path, file -> {
            Files.delete(file);
            return file;
        });
    }

    /** The beginning of a file, at most 64 KiB. */
    byte[] excerpt(Path original) throws IOException {
        return guard.file(Kind.FILE_OPEN, original, file -> {
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(EXCERPT_BYTES);
            }
        });
    }

    private Path inside(Path folder, String part, String name) throws IOException {
        Path place = folder.toAbsolutePath().normalize().resolve(part);
        Path file = place.resolve(name).normalize();
        if (!place.equals(file.getParent())) {
            throw new IllegalArgumentException(
                    "name [" + name + "]: expected the name of a file in " + place + ", without a folder");
        }
        if (!Files.isDirectory(place)) {
            guard.file(Kind.FILE_MKDIR, place, Files::createDirectories);
        }
        return file;
    }
}
