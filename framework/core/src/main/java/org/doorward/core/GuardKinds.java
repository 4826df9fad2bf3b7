package org.doorward.core;

import org.doorward.module.Kind;

/**
 * The kinds that one guard has met: from a bundle's {@link Kind} object to core's entry, by identity. Read without a lock; copied on
 * write. Bounded, as a bundle can make {@code Kind} objects without end: what does not fit is looked up by name each time.
 *
 * <pre>  [ kind | entry | kind | entry | null | null | ... ]   open addressing, at most half full </pre>
 */
final class GuardKinds {
    private static final int MOST = 256;

    private volatile Object[] table = new Object[32];
    private int count;

    /** The entry of this object, or {@code null}. */
    KindEntry find(Kind kind) {
        Object[] pairs = table;
        int mask = pairs.length - 1;
        int i = System.identityHashCode(kind) << 1 & mask;
        while (true) {
            Object key = pairs[i];
            if (key == kind) {
                return (KindEntry) pairs[i + 1];
            }
            if (key == null) {
                return null;
            }
            i = i + 2 & mask;
        }
    }

    synchronized void add(Kind kind, KindEntry entry) {
        if (count == MOST || find(kind) != null) {
            return;
        }
        Object[] old = table;
        Object[] pairs = new Object[4 * (count + 1) > old.length ? old.length * 2 : old.length];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != null) {
                put(pairs, old[i], old[i + 1]);
            }
        }
        put(pairs, kind, entry);
        count++;
        table = pairs;
    }

    private static void put(Object[] pairs, Object kind, Object entry) {
        int mask = pairs.length - 1;
        int i = System.identityHashCode(kind) << 1 & mask;
        while (pairs[i] != null) {
            i = i + 2 & mask;
        }
        pairs[i] = kind;
        pairs[i + 1] = entry;
    }
}
