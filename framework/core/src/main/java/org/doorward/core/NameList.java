package org.doorward.core;

import java.util.Arrays;

/** A few names, each once, in the order in which they came; kept for the next operation, so that none allocates. Not safe for several threads. */
final class NameList {
    private static final int FEW = 4;
    /** One with more is not kept. */
    private static final int KEPT = 16;

    private String[] names = new String[FEW];
    private int size;

    /** Adds a name; false if it is there. */
    boolean add(String name) {
        if (has(name)) {
            return false;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
        }
        names[size++] = name;
        return true;
    }

    boolean has(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    boolean hasAllOf(NameList other) {
        for (int i = 0; i < other.size; i++) {
            if (!has(other.names[i])) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return size;
    }

    String get(int index) {
        return names[index];
    }

    void clear() {
        if (names.length > KEPT) {
            names = new String[FEW];
        } else {
            Arrays.fill(names, 0, size, null);
        }
        size = 0;
    }
}
