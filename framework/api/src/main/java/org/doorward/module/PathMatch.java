package org.doorward.module;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Folders and files to compare with: a path matches if it is one of them or lies below one. Immutable, safe for all threads.
 * Made once, at configuration time; comparing allocates nothing.
 */
public final class PathMatch {
    private static final PathMatch NONE = new PathMatch(List.of());

    private final List<String> names;
    private final byte[][] bytes;
    private final FolderTree tree;
    /** What lies below the working folder: there is one while the JVM runs. Racy; either thread's is right. */
    private volatile Below below = new Below(null, null);

    /** The part of the tree that relative names are looked up in; {@code null}: none of them matches. */
    private record Below(String folder, FolderTree tree) {}

    private PathMatch(List<String> names) {
        this.names = names;
        this.bytes = names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        // As in bytes: half a surrogate pair is written as a question mark.
        this.tree = FolderTree.of(java.util.Arrays.stream(bytes)
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .toList());
    }

    /** Matches nothing. */
    public static PathMatch none() {
        return NONE;
    }

    /**
     * Matches these folders and files and all below them.
     *
     * @param paths on the default file system; relative ones are taken from the working folder, {@code .} and {@code ..} are taken out
     * @throws java.nio.file.InvalidPathException if one is no path
     */
    public static PathMatch under(String... paths) {
        return under(List.of(paths));
    }

    /** As {@link #under(String...)}. */
    public static PathMatch under(Collection<String> paths) {
        return new PathMatch(paths.stream()
                .map(path -> Path.of(path).toAbsolutePath().normalize().toString())
                .distinct()
                .toList());
    }

    /** The absolute, normalised names: unmodifiable. */
    public List<String> names() {
        return names;
    }

    /**
     * Whether a normalised absolute name is one of the folders or lies below one.
     *
     * @param name bytes of UTF-8, absolute, without {@code .}, {@code ..}, doubled or trailing slashes; not kept
     * @param length how many of them count
     */
    public boolean matches(byte[] name, int length) {
        for (byte[] folder : bytes) {
            if (startsWith(name, length, folder)) {
                return true;
            }
        }
        return false;
    }

    /** As {@link #matches(byte[], int)}, for a name that need not be written down. Takes as long as the name has segments in common. */
    public boolean matches(PathSegments name) {
        String folder = name.folder();
        if (folder == null) {
            return tree.holds(name);
        }
        Below prepared = below;
        if (prepared.folder != folder) {
            prepared = new Below(folder, tree.below(folder));
            below = prepared;
        }
        return prepared.tree != null && prepared.tree.holds(name);
    }

    private static boolean startsWith(byte[] name, int length, byte[] folder) {
        int size = folder.length;
        if (size > length) {
            return false;
        }
        boolean root = size == 1;
        boolean border = size == length || root || name[size] == '/';
        return border && java.util.Arrays.equals(name, 0, size, folder, 0, size);
    }

    /** The names, for messages. */
    @Override
    public String toString() {
        return names.toString();
    }
}
