package org.doorward.rules;

import java.util.Arrays;
import java.util.Map;

/**
 * Values by names in bytes. The hash of a name is built byte by byte, so that the hashes of all beginnings of a path cost one pass.
 * Open addressing, at most half full. Immutable; a look-up allocates nothing.
 */
final class NameTable<V> {
    /** The hash of the empty name. */
    static final int SEED = 0;

    private static final int FACTOR = 31;

    private final byte[][] names;
    private final V[] values;
    private final int mask;

    @SuppressWarnings("unchecked") // nobody sees the array
    NameTable(Map<byte[], V> entries) {
        int size = entries.isEmpty() ? 0 : Integer.highestOneBit(entries.size()) << 2;
        names = new byte[size][];
        values = (V[]) new Object[size];
        mask = size - 1;
        entries.forEach((name, value) -> {
            int hash = SEED;
            for (byte b : name) {
                hash = step(hash, b);
            }
            int slot = slot(hash);
            while (names[slot] != null) {
                slot = slot + 1 & mask;
            }
            names[slot] = name;
            values[slot] = value;
        });
    }

    /** The hash of a name that is longer by a byte. */
    static int step(int hash, byte next) {
        return FACTOR * hash + next;
    }

    boolean isEmpty() {
        return names.length == 0;
    }

    /** The value of the name that these bytes are, whose hash is known; {@code null} if there is none. */
    V find(int hash, byte[] bytes, int length) {
        if (names.length == 0) {
            return null;
        }
        int slot = slot(hash);
        while (names[slot] != null) {
            if (names[slot].length == length && Arrays.equals(names[slot], 0, length, bytes, 0, length)) {
                return values[slot];
            }
            slot = slot + 1 & mask;
        }
        return null;
    }

    private int slot(int hash) {
        int spread = hash * 0x9E3779B9;
        return (spread ^ spread >>> 16) & mask;
    }
}
