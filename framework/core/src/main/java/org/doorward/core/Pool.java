package org.doorward.core;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A bounded number of things that wait to be used again, each in a cache line of its own, found by the identity of the thread. Safe
 * for all threads, takes no lock.
 */
final class Pool<T> {
    private static final int STRIDE = 16;
    private static final int TRIES = 4;

    private final AtomicReferenceArray<T> places;
    private final int mask;

    /** @param size how many may wait; a power of two is made of it */
    Pool(int size) {
        int power = Integer.highestOneBit(Math.max(TRIES, Math.min(256, size)) * 2 - 1);
        this.places = new AtomicReferenceArray<>(power * STRIDE);
        this.mask = power - 1;
    }

    /** Takes one, or returns {@code null}. */
    T take() {
        int home = home();
        for (int i = 0; i < TRIES; i++) {
            int place = (home + i & mask) * STRIDE;
            T thing = places.get(place);
            if (thing != null && places.compareAndSet(place, thing, null)) {
                return thing;
            }
        }
        return null;
    }

    /** Gives one back; it is dropped if there is no place. */
    void give(T thing) {
        int home = home();
        for (int i = 0; i < TRIES; i++) {
            int place = (home + i & mask) * STRIDE;
            if (places.get(place) == null) {
                // Not compared: what another thread put there at the same moment is dropped, as without a place.
                places.setRelease(place, thing);
                return;
            }
        }
    }

    /** How many wait. */
    int size() {
        int count = 0;
        for (int i = 0; i <= mask; i++) {
            count += places.get(i * STRIDE) == null ? 0 : 1;
        }
        return count;
    }

    /** How many may wait. */
    int capacity() {
        return mask + 1;
    }

    // Not Thread.getId(): a caller's subclass of Thread may override it.
    private static int home() {
        int hash = System.identityHashCode(Thread.currentThread());
        return hash ^ hash >>> 16;
    }
}
