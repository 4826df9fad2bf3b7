package org.doorward.core;

import java.util.Arrays;
import org.doorward.module.PathSegments;

/*
 * Most names hold no ".." and are compared with folders that they have little in common with. So nothing is copied or normalised: the
 * name is searched for ".." once, which the processor does many characters at a time; then its segments are found one by one, as far as some module's folders go,
 * and shared by all modules. A name that climbs is taken apart to the end, on its absolute form.
 *
 * Characters are compared as UTF-8 would be: half a surrogate pair is a question mark, which is what the JDK opens then.
 */
/** The segments of one path, in arrays that the frame keeps. One thread. */
final class PathSteps implements PathSegments {
    private static final String UP = "..";
    private static final int LEAST = 16;
    private static final int KEPT = 1024;

    private final PathName path;
    private final String workingFolder;
    private boolean relative;
    private boolean climbs;
    private int scanned;
    private int count;
    private int[] starts = new int[LEAST];
    private int[] ends = new int[LEAST];
    private int[] hashes = new int[LEAST];

    PathSteps(PathName path, WorkingFolder workingFolder) {
        this.path = path;
        this.workingFolder = workingFolder.name();
    }

    /** Begins with the name as it was given. */
    void begin() {
        String given = path.given();
        count = 0;
        scanned = 0;
        climbs = climbs(given);
        relative = !climbs && (given.isEmpty() || given.charAt(0) != '/');
        if (climbs) {
            climb();
        }
    }

    void clear() {
        if (starts.length > KEPT) {
            starts = new int[LEAST];
            ends = new int[LEAST];
            hashes = new int[LEAST];
        }
    }

    /** Whether a segment of the name is {@code ..}. */
    static boolean climbs(String name) {
        int size = name.length();
        for (int dots = name.indexOf(UP); dots >= 0; dots = name.indexOf(UP, dots + 1)) {
            if ((dots == 0 || name.charAt(dots - 1) == '/') && (dots + 2 == size || name.charAt(dots + 2) == '/')) {
                return true;
            }
        }
        return false;
    }

    private CharSequence text() {
        return climbs ? path.absolute() : path.given();
    }

    private void climb() {
        CharSequence text = text();
        while (next()) {
            int last = count - 1;
            if (ends[last] - starts[last] == 2
                    && text.charAt(starts[last]) == '.'
                    && text.charAt(starts[last] + 1) == '.') {
                count = Math.max(0, last - 1);
            }
        }
    }

    /** Finds one more segment. */
    private boolean next() {
        CharSequence name = text();
        int size = name.length();
        int i = scanned;
        while (true) {
            while (i < size && name.charAt(i) == '/') {
                i++;
            }
            int start = i;
            int hash = 0;
            int all = 0;
            while (i < size) {
                char c = name.charAt(i);
                if (c == '/') {
                    break;
                }
                hash = 31 * hash + c;
                all |= c;
                i++;
            }
            if (i - start == 1 && all == '.') {
                continue;
            }
            scanned = i;
            if (i == start) {
                return false;
            }
            add(start, i, all < Character.MIN_SURROGATE ? hash : hashOf(name, start, i));
            return true;
        }
    }

    private void add(int start, int end, int hash) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        starts[count] = start;
        ends[count] = end;
        hashes[count] = hash;
        count++;
    }

    private static int hashOf(CharSequence text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + at(text, i);
        }
        return hash;
    }

    /** The character as UTF-8 would write it. */
    private static char at(CharSequence text, int i) {
        char c = text.charAt(i);
        if (!Character.isSurrogate(c)) {
            return c;
        }
        boolean paired = Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        return paired ? c : '?';
    }

    @Override
    public String folder() {
        return relative ? workingFolder : null;
    }

    @Override
    public boolean has(int index) {
        return index < count || !climbs && next();
    }

    @Override
    public int hash(int index) {
        return hashes[index];
    }

    @Override
    public boolean is(int index, String other) {
        int start = starts[index];
        int size = ends[index] - start;
        if (size != other.length()) {
            return false;
        }
        CharSequence text = text();
        for (int i = 0; i < size; i++) {
            if (at(text, start + i) != other.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
