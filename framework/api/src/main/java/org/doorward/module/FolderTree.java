package org.doorward.module;

import java.util.Collection;

/*
 * Why a tree and not a list: comparing with twenty folders one after the other cost 20 ns for each module, and a thousand folders a
 * thousand. A walk ends at the first segment that no folder has, which for most names is an early one. Why not a table of whole names:
 * the name would have to be hashed up to each of its slashes.
 */
/** Folders by their segments: each node knows its children by their names' hashes, and whether a folder ends there. Immutable once built. */
final class FolderTree {
    /** What lies below a folder: everything matches. */
    private static final FolderTree ALL = new FolderTree();

    static {
        ALL.end = true;
    }

    private boolean end;
    private int size;
    private String[] names = new String[2];
    private FolderTree[] children = new FolderTree[2];

    private FolderTree() {}

    /** @param folders absolute and normalised */
    static FolderTree of(Collection<String> folders) {
        FolderTree root = new FolderTree();
        for (String folder : folders) {
            FolderTree node = root;
            for (String segment : segments(folder)) {
                node = node.childOrNew(segment);
            }
            node.end = true;
        }
        return root;
    }

    private static String[] segments(String folder) {
        return folder.length() == 1 ? new String[0] : folder.substring(1).split("/");
    }

    private FolderTree childOrNew(String name) {
        int place = place(name);
        if (names[place] != null) {
            return children[place];
        }
        if (2 * ++size > names.length) {
            grow();
            place = place(name);
        }
        names[place] = name;
        children[place] = new FolderTree();
        return children[place];
    }

    private void grow() {
        String[] oldNames = names;
        FolderTree[] oldChildren = children;
        names = new String[2 * oldNames.length];
        children = new FolderTree[names.length];
        for (int i = 0; i < oldNames.length; i++) {
            if (oldNames[i] != null) {
                int place = place(oldNames[i]);
                names[place] = oldNames[i];
                children[place] = oldChildren[i];
            }
        }
    }

    private int place(String name) {
        int i = first(name.hashCode(), names.length);
        while (names[i] != null && !names[i].equals(name)) {
            i = i + 1 & names.length - 1;
        }
        return i;
    }

    private static int first(int hash, int places) {
        return (hash ^ hash >>> 16) & places - 1;
    }

    /** What of this tree lies below a folder; {@code null} if nothing does. */
    FolderTree below(String folder) {
        FolderTree node = this;
        for (String segment : segments(folder)) {
            if (node.end) {
                return ALL;
            }
            int place = node.place(segment);
            if (node.names[place] == null) {
                return null;
            }
            node = node.children[place];
        }
        return node;
    }

    /** Whether these segments, from here on, lead to a folder or through one. */
    boolean holds(PathSegments name) {
        FolderTree node = this;
        for (int i = 0; !node.end; i++) {
            if (!name.has(i)) {
                return false;
            }
            node = node.child(name, i);
            if (node == null) {
                return false;
            }
        }
        return true;
    }

    private FolderTree child(PathSegments name, int index) {
        String[] known = names;
        int hash = name.hash(index);
        int i = first(hash, known.length);
        while (known[i] != null) {
            if (known[i].hashCode() == hash && name.is(index, known[i])) {
                return children[i];
            }
            i = i + 1 & known.length - 1;
        }
        return null;
    }
}
