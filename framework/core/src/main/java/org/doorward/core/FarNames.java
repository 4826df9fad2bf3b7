package org.doorward.core;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/*
 *   defended   /srv/doorward/audit  /srv/doorward/conf  /proc  /proc/self      no name is far that begins as one of
 *   near       /srv/doorward        /proc                                      these few, which hold all of those
 *
 *   far        /data/a   /srv//./notes   /srv/doorward2/audit
 *   not far    /srv/doorward/notes   //srv/./doorward   /data/../srv   notes (where the working folder is near)
 *
 * A name is not taken apart: a slash of the folder stands for any number of slashes and single dots in the name. Half a surrogate pair is
 * a question mark to the operating system, and may be one in a folder's name.
 *
 * A name that is called far and is not would pass what is defended: FarNamesTest compares with PathName, which SelfProtection goes by.
 */
/** Tells names that lie far from all that is defended, by a few characters. Immutable, safe for all threads, allocates nothing. */
final class FarNames {
    private final String[] near;
    private final boolean relativeAreFar;
    /** The ASCII characters that one of them has behind its first slash, or that say nothing: slash and dot. All, if one is the root. */
    private final boolean[] beginnings = new boolean[128];

    /**
     * @param defended absolute and normalised
     * @param workingFolder what relative names are taken from
     */
    FarNames(List<String> defended, String workingFolder) {
        this.near = holding(defended).toArray(String[]::new);
        this.relativeAreFar = Stream.of(near).noneMatch(folder -> isRelated(Path.of(workingFolder), Path.of(folder)));
        beginnings['/'] = true;
        beginnings['.'] = true;
        for (String folder : near) {
            if (folder.length() == 1) {
                Arrays.fill(beginnings, true);
            } else if (folder.charAt(1) < beginnings.length) {
                beginnings[folder.charAt(1)] = true;
            }
        }
    }

    /* A folder that holds several of them stands for them, unless it is the root. */
    private static List<String> holding(List<String> defended) {
        List<Path> all = defended.stream().map(Path::of).distinct().collect(Collectors.toCollection(ArrayList::new));
        Set<Path> shared = all.stream()
                .map(Path::getParent)
                .filter(parent -> parent != null && parent.getParent() != null)
                .filter(parent -> all.stream()
                                .filter(one -> parent.equals(one.getParent()))
                                .count()
                        > 1)
                .collect(Collectors.toSet());
        all.addAll(shared);
        return all.stream()
                .filter(one -> all.stream().noneMatch(other -> one.startsWith(other) && !one.equals(other)))
                .map(Path::toString)
                .distinct()
                .toList();
    }

    private static boolean isRelated(Path one, Path other) {
        return one.startsWith(other) || other.startsWith(one);
    }

    /** Whether the name surely leads to nothing that is defended, nor to a folder below. Links are not looked through. */
    boolean isFar(String name) {
        if (name.isEmpty() || name.charAt(0) != '/') {
            return relativeAreFar && !PathSteps.climbs(name);
        }
        return !(mayBegin(name) && mayBeInOne(name)) && !PathSteps.climbs(name);
    }

    /* The first character of a name alone tells most from all of these folders. */
    private boolean mayBegin(String name) {
        return name.length() == 1 || name.charAt(1) >= beginnings.length || beginnings[name.charAt(1)];
    }

    private boolean mayBeInOne(String name) {
        for (String folder : near) {
            if (mayBeIn(folder, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBeIn(String folder, String name) {
        int at = 0;
        for (int i = 0; i < folder.length(); i++) {
            if (at == name.length()) {
                return false;
            }
            char c = name.charAt(at);
            if (c != folder.charAt(i)) {
                return Character.isSurrogate(c);
            }
            at = c == '/' ? afterSlash(name, at) : at + 1;
        }
        return at == name.length() || name.charAt(at) == '/' || folder.length() == 1;
    }

    /* The next segment that is not a single dot. */
    private static int afterSlash(String name, int slash) {
        int at = slash + 1;
        while (at < name.length()) {
            char c = name.charAt(at);
            boolean dot = c == '.' && (at + 1 == name.length() || name.charAt(at + 1) == '/');
            if (c != '/' && !dot) {
                return at;
            }
            at++;
        }
        return at;
    }
}
