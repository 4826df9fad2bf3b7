package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
    private final WeakIdentityMap<Object, String> map = new WeakIdentityMap<>();

    /** Equal to everything, and complains if asked. */
    private static final class Hostile {
        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("equals was called");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("hashCode was called");
        }
    }

    @Test
    void keysAreComparedByIdentityAndNoMethodOfThemIsCalled() {
        Object one = new Hostile();
        Object other = new Hostile();
        map.put(one, "one");

        assertThat(map.get(one)).isEqualTo("one");
        assertThat(map.get(other)).isNull();
        assertThat(map.get(null)).isNull();
        map.replace(one, value -> value + " again");
        assertThat(map.get(one)).isEqualTo("one again");
        map.replace(one, value -> null);
        assertThat(map.get(one)).isNull();
        assertThat(map.size()).isZero();
    }

    @Test
    void aKeyIsNotKeptAlive() {
        map.put(new Object(), "gone");

        await().untilAsserted(() -> {
            System.gc();
            assertThat(map.size()).isZero();
        });
    }
}
