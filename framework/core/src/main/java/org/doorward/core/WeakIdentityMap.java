package org.doorward.core;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A map that compares keys by identity and keeps none alive: neither equals nor hashCode of a key is called, which may be code of a
 * caller. Values must not lead to their keys. Safe for all threads.
 */
public final class WeakIdentityMap<K, V> {
    private final Map<Object, V> entries = new ConcurrentHashMap<>();
    private final ReferenceQueue<K> collected = new ReferenceQueue<>();

    private static final class Key<K> extends WeakReference<K> {
        private final int hash;

        Key(K key, ReferenceQueue<K> queue) {
            super(key, queue);
            this.hash = System.identityHashCode(key);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            K key = get();
            return key != null && other instanceof Key<?> that && key == that.get();
        }
    }

    /** What is kept for the key, or {@code null}. */
    public V get(K key) {
        return key == null ? null : entries.get(new Key<>(key, null));
    }

    /** Keeps a value for the key, in the place of another one. */
    public void put(K key, V value) {
        purge();
        entries.put(new Key<>(key, collected), value);
    }

    /** Keeps in one step what is made of the value so far, which may be {@code null}; forgets the key if that is {@code null}. */
    public void replace(K key, UnaryOperator<V> next) {
        purge();
        entries.compute(new Key<>(key, collected), (known, value) -> next.apply(value));
    }

    /** How many keys are known. */
    public int size() {
        purge();
        return entries.size();
    }

    private void purge() {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            entries.remove(gone);
        }
    }
}
