package org.doorward.rules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which paths lie on file systems of one type: by their names, and by the mounts as they were when the rule was read. Immutable; asking
 * allocates nothing.
 */
final class Mounts {
    private static final Path TABLE = Path.of("/proc/self/mountinfo");

    /** A folder on which something is mounted, and whether that is of the type. */
    private record Mount(byte[] folder, boolean wanted) {}

    private final Mount[] longestFirst;

    /** @param table the lines of proc(5)'s mountinfo */
    Mounts(List<String> table, String type) {
        Map<String, Boolean> mounts = new LinkedHashMap<>();
        for (String line : table) {
            String[] words = line.split(" ");
            int separator = List.of(words).indexOf("-");
            if (separator > 5 && separator + 1 < words.length) {
                mounts.put(unescaped(words[4]), words[separator + 1].equals(type)); // the last hides those before it
            }
        }
        List<Mount> found = new ArrayList<>();
        mounts.forEach((folder, wanted) -> found.add(new Mount(folder.getBytes(StandardCharsets.UTF_8), wanted)));
        found.sort(Comparator.comparingInt((Mount mount) -> mount.folder.length).reversed());
        longestFirst = found.toArray(Mount[]::new);
    }

    /** {@code -F fstype}: the operation has paths, and all of them lie on it, or with != not all. */
    static Condition.Test test(Operator operator, String type) throws WrongWordException {
        if (!type.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new WrongWordException(
                    "fstype [" + type + "]: expected the type of a file system, such as tmpfs or tracefs");
        }
        Mounts mounts = new Mounts(lines(), type);
        return operation -> operation.pathCount() > 0 && operator.accepts(mounts.haveAllOf(operation));
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(TABLE);
        } catch (IOException e) {
            return List.of(); // not Linux: as if nothing was mounted
        }
    }

    /** Blank, tab, newline and backslash stand there as three octal digits. */
    private static String unescaped(String word) {
        return word.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }

    private boolean haveAllOf(Candidate operation) {
        for (int i = 0; i < operation.pathCount(); i++) {
            if (!have(operation.pathBytes(i), operation.pathLength(i))) {
                return false;
            }
        }
        return true;
    }

    boolean have(byte[] path, int length) {
        for (Mount mount : longestFirst) {
            if (Condition.isPath(path, length, mount.folder, true)) {
                return mount.wanted;
            }
        }
        return false;
    }
}
