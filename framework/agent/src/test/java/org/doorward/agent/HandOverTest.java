package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The way of the handle from premain to the launcher. */
class HandOverTest {
    @Test
    void itIsTakenOnce() {
        HandOver handOver = new HandOver(Thread.currentThread(), Map.of("register", "handle"));

        assertThat(handOver.get()).containsEntry("register", "handle");
        assertThatThrownBy(handOver::get).hasMessage("the handle was taken already");
    }

    @Test
    void whatIsHandedOverIsKeptNoLonger() {
        HandOver handOver = new HandOver(Thread.currentThread(), Map.of("lookup", new Object()));

        WeakReference<Object> lookup = new WeakReference<>(handOver.get().get("lookup"));

        Awaitility.await().until(() -> {
            System.gc();
            return lookup.get() == null;
        });
        assertThatThrownBy(handOver::get).hasMessage("the handle was taken already");
    }

    @Test
    void anotherThreadDoesNotGetIt() throws InterruptedException {
        HandOver handOver = new HandOver(Thread.currentThread(), Map.of("register", "handle"));
        AtomicReference<Throwable> refused = new AtomicReference<>();

        Thread other = new Thread(handOver::get, "other");
        other.setUncaughtExceptionHandler((thread, failure) -> refused.set(failure));
        other.start();
        other.join();

        assertThat(refused.get()).hasMessageStartingWith("thread [other] is not the main thread [");
        assertThat(handOver.get()).isNotEmpty();
    }
}
