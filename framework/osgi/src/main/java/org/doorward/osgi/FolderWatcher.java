package org.doorward.osgi;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that keeps looking at a folder: at once when the operating system says that something changed, and every interval in
 * case that it does not (network file systems, a folder that was created anew).
 */
final class FolderWatcher implements AutoCloseable {
    /** Looks once; true if it is worth to look again soon. */
    interface Look {
        boolean poll() throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatcher.class);

    private final Path folder;
    private final Look look;
    private final Duration interval;
    private final Thread thread;
    private volatile boolean closed;
    private volatile WatchService watch;

    FolderWatcher(String name, Path folder, Duration interval, Look look) {
        this.folder = folder;
        this.look = look;
        this.interval = interval;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /** The one that looks. */
    Thread thread() {
        return thread;
    }

    void start() {
        try {
            watch = folder.getFileSystem().newWatchService();
            folder.register(
                    watch,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            LOG.warn("folder [{}] is looked at every {} ms only: {}", folder, interval.toMillis(), e.toString());
        }
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                await();
                look.poll();
            } catch (InterruptedException e) {
                // Not ours alone: Felix interrupts who holds a bundle's lock while another waits for it with the global
                // one.
                LOG.debug("folder [{}]: this look was interrupted", folder);
            } catch (ClosedWatchServiceException e) {
                return;
            } catch (RuntimeException | LinkageError e) {
                // A bundle's code may throw anything out of a listener; the next file is to be deployed all the same.
                LOG.error("folder [{}]: this look failed, there will be others", folder, e);
            }
        }
    }

    private void await() throws InterruptedException {
        WatchService service = watch;
        if (service == null) {
            TimeUnit.NANOSECONDS.sleep(interval.toNanos());
            return;
        }
        WatchKey key = service.poll(interval.toNanos(), TimeUnit.NANOSECONDS);
        if (key != null) {
            key.pollEvents();
            key.reset();
        }
    }

    /** Ends the thread, after the look that it is at. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            WatchService service = watch;
            if (service != null) {
                service.close();
            }
            if (thread != Thread.currentThread()) {
                thread.join(10_000);
            }
        } catch (IOException e) {
            LOG.debug("closing the watch of [{}]", folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
