package org.doorward.osgi;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatcherTest {
    private static final Duration INTERVAL = Duration.ofMillis(10);

    @TempDir
    Path folder;

    private final AtomicInteger looks = new AtomicInteger();
    private volatile Thread thread;

    private boolean look() {
        thread = Thread.currentThread();
        looks.incrementAndGet();
        return false;
    }

    private void awaitLooks(int more) {
        int now = looks.get();
        await().atMost(Duration.ofSeconds(20)).until(() -> looks.get() >= now + more);
    }

    @Test
    void anInterruptFromOutsideDoesNotEndIt() {
        try (FolderWatcher watcher = new FolderWatcher("test", folder, INTERVAL, this::look)) {
            watcher.start();
            awaitLooks(1);
            thread.interrupt();

            awaitLooks(3);
        }
    }

    @Test
    void aLookThatFailsIsNotTheLast() {
        try (FolderWatcher watcher = new FolderWatcher("test", folder, INTERVAL, () -> {
            look();
            if (looks.get() % 2 == 0) {
                throw new IllegalStateException("even");
            }
            throw new InterruptedException("odd");
        })) {
            watcher.start();

            awaitLooks(4);
        }
    }

    @Test
    void closeEndsItsThread() {
        FolderWatcher watcher = new FolderWatcher("test", folder, INTERVAL, this::look);
        watcher.start();
        awaitLooks(1);

        watcher.close();

        await().atMost(Duration.ofSeconds(20)).until(() -> !thread.isAlive());
    }
}
