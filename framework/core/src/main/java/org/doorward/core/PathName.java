package org.doorward.core;

import org.doorward.event.EventEncoder;
import org.doorward.module.PathArgument;
import org.doorward.module.PathMatch;

/**
 * One path of an operation, as it was given and in the forms that are asked for, each made on first use in arrays that the frame
 * keeps. One thread.
 *
 * <pre>
 *   given       notes/../secret//key       as the enforcement point handed it over
 *   absolute    /srv/notes/../secret//key  what records say
 *   steps       srv secret key             what modules compare
 *   normal      /srv/secret/key            what rules compare, in UTF-8
 * </pre>
 *
 * A path of another file system is its URI in every form and lies in no folder.
 */
final class PathName {
    private static final int KEPT = 16 * 1024;

    private final WorkingFolder folder;
    private final PathSteps steps;
    private String given;
    private boolean foreign;
    private StringBuilder absolute;
    private boolean absoluteMade;
    private boolean stepsBegun;
    private byte[] normal;
    private int normalLength;

    PathName(WorkingFolder folder) {
        this.folder = folder;
        this.steps = new PathSteps(this, folder);
    }

    /** Sets the name; {@code uri} says that it is one of another file system. After {@link #clear} only. */
    void set(String name, boolean uri) {
        given = name;
        foreign = uri;
    }

    void clear() {
        if (given == null) {
            return;
        }
        given = null;
        foreign = false;
        absoluteMade = false;
        if (stepsBegun) {
            stepsBegun = false;
            steps.clear();
        }
        normalLength = 0;
        if (normal != null && normal.length > KEPT) {
            normal = null;
        }
        if (absolute != null && absolute.capacity() > KEPT) {
            absolute = null;
        }
    }

    String given() {
        return given;
    }

    boolean foreign() {
        return foreign;
    }

    /** The name as records write it. Valid until {@link #clear}. */
    CharSequence absolute() {
        if (isWhole()) {
            return given;
        }
        if (!absoluteMade) {
            if (absolute == null) {
                absolute = new StringBuilder(128);
            }
            absolute.setLength(0);
            absolute.append(folder.name());
            if (!given.isEmpty()) {
                if (folder.name().length() > 1) {
                    absolute.append('/');
                }
                absolute.append(given);
            }
            absoluteMade = true;
        }
        return absolute;
    }

    /** Writes the name as {@link #absolute} has it, and a relative one without composing it. */
    void write(PathArgument.Role role, EventEncoder event) {
        if (isWhole() || given.isEmpty()) {
            event.path(role, absolute());
        } else {
            event.path(role, folder.prefix(), given);
        }
    }

    private boolean isWhole() {
        return foreign || !given.isEmpty() && given.charAt(0) == '/';
    }

    /** Whether it is one of these or lies below one. */
    boolean isIn(PathMatch folders) {
        if (foreign) {
            return false;
        }
        if (!stepsBegun) {
            steps.begin();
            stepsBegun = true;
        }
        return folders.matches(steps);
    }

    byte[] normal() {
        normalLength();
        return normal;
    }

    int normalLength() {
        if (normalLength == 0) {
            normalLength = foreign ? encode() : normalise();
        }
        return normalLength;
    }

    private int encode() {
        reserve(3L * given.length() + 1);
        int length = 0;
        for (int i = 0; i < given.length(); i++) {
            length = put(length, i);
            if (isPair(i)) {
                i++;
            }
        }
        return length;
    }

    /*
     * Segment by segment: '/' and the bytes of the segment are written; at its end "." and "" are taken back, ".." together with the
     * segment before it. An empty result is the root.
     */
    private int normalise() {
        String name = given;
        int size = name.length();
        boolean relative = size == 0 || name.charAt(0) != '/';
        byte[] base = folder.bytes();
        reserve(base.length + 3L * size + 2);
        int length = 0;
        if (relative && base.length > 1) {
            System.arraycopy(base, 0, normal, 0, base.length);
            length = base.length;
        }
        int i = 0;
        while (i < size) {
            int start = length;
            normal[length++] = '/';
            while (i < size) {
                char c = name.charAt(i);
                if (c == '/') {
                    break;
                }
                if (c < 0x80) {
                    normal[length++] = (byte) c;
                } else {
                    length = put(length, i);
                    if (isPair(i)) {
                        i++;
                    }
                }
                i++;
            }
            i++;
            length = endSegment(start, length);
        }
        if (length == 0) {
            normal[length++] = '/';
        }
        return length;
    }

    private int endSegment(int start, int end) {
        int size = end - start - 1;
        if (size == 0 || (size == 1 && normal[start + 1] == '.')) {
            return start;
        }
        if (size == 2 && normal[start + 1] == '.' && normal[start + 2] == '.') {
            int parent = start;
            while (parent > 0 && normal[--parent] != '/') {
                // back to the slash before the parent
            }
            return parent;
        }
        return end;
    }

    private boolean isPair(int i) {
        return Character.isHighSurrogate(given.charAt(i))
                && i + 1 < given.length()
                && Character.isLowSurrogate(given.charAt(i + 1));
    }

    /* A lone surrogate is '?', as String.getBytes writes it. */
    private int put(int length, int i) {
        int at = length;
        char c = given.charAt(i);
        if (c < 0x80) {
            normal[at++] = (byte) c;
        } else if (c < 0x800) {
            normal[at++] = (byte) (0xc0 | c >> 6);
            normal[at++] = (byte) (0x80 | c & 0x3f);
        } else if (isPair(i)) {
            int point = Character.toCodePoint(c, given.charAt(i + 1));
            normal[at++] = (byte) (0xf0 | point >> 18);
            normal[at++] = (byte) (0x80 | point >> 12 & 0x3f);
            normal[at++] = (byte) (0x80 | point >> 6 & 0x3f);
            normal[at++] = (byte) (0x80 | point & 0x3f);
        } else if (Character.isSurrogate(c)) {
            normal[at++] = '?';
        } else {
            normal[at++] = (byte) (0xe0 | c >> 12);
            normal[at++] = (byte) (0x80 | c >> 6 & 0x3f);
            normal[at++] = (byte) (0x80 | c & 0x3f);
        }
        return at;
    }

    private void reserve(long size) {
        if (normal == null || normal.length < size) {
            normal = new byte[(int) Math.min(Integer.MAX_VALUE - 8, Math.max(256, Long.highestOneBit(size) * 2))];
        }
    }
}
