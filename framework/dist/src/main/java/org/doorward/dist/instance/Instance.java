package org.doorward.dist.instance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.doorward.osgi.Engine;
import org.doorward.osgi.EngineHome;
import org.doorward.osgi.EngineOptions;
import org.doorward.osgi.InstanceLock;
import org.doorward.osgi.StartRefusedException;

/**
 * An instance that this process runs: its home is locked, its log open, its engine started; all of it ends with {@link #close} or with
 * the process. Safe for all threads.
 */
public final class Instance implements AutoCloseable {
    /** How long a signal waits for a start that is under way: one that hangs must not keep the process for ever. */
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final InstanceLock lock;
    private final ReentrantLock life = new ReentrantLock();
    private Engine engine;
    private boolean closed;

    private Instance(InstanceLock lock) {
        this.lock = lock;
    }

    /**
     * Starts an instance. Once for a process: the log belongs to one home. Blocks until what lies in {@code deploy/} is deployed.
     *
     * @param home created on first use
     * @param agent what the agent handed over to the launcher
     * @param shell whether the interactive shell is started on standard input and output
     * @throws StartRefusedException if another instance has the home, or it cannot be used; nothing runs then
     */
    public static Instance start(EngineHome home, Distribution distribution, Optional<Map<?, ?>> agent, boolean shell)
            throws StartRefusedException {
        home.create(distribution.templates());
        // Before anything is opened: a second instance must not write into the files of the first.
        Instance instance = new Instance(InstanceLock.take(home));
        try {
            Logging.open(home);
            // Before the engine starts: a signal then waits until it has, and ends it in order.
            Runtime.getRuntime().addShutdownHook(new Thread(instance::end, "doorward-shutdown"));
            Optional<Path> shellHome = shell ? Optional.of(distribution.folder()) : Optional.empty();
            instance.run(home, new EngineOptions(distribution.bundles(), shellHome, distribution.version(), agent));
            return instance;
        } catch (StartRefusedException e) {
            instance.lock.close();
            throw e;
        }
    }

    private void run(EngineHome home, EngineOptions options) throws StartRefusedException {
        life.lock();
        try {
            if (closed) {
                throw new StartRefusedException("a signal came before the engine was started");
            }
            engine = Engine.start(home, options);
        } finally {
            life.unlock();
        }
    }

    /**
     * Waits until the instance has stopped, by a signal, {@link #close} or from inside. No interruption ends the wait: any bundle may interrupt any
     * thread, and would end the instance by it.
     */
    public void awaitStop() {
        boolean stopped = false;
        while (!stopped) {
            try {
                engine.awaitStop();
                stopped = true;
            } catch (InterruptedException e) {
                // waits on
            }
        }
    }

    /** Why the engine ended the instance by itself, or {@code null} if it did not. */
    public String halted() {
        return engine.halted();
    }

    private void end() {
        try {
            if (life.tryLock(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                try {
                    close();
                } finally {
                    life.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Logging.close();
        }
    }

    /** Stops all bundles and the engine, and lets go of the home. Blocks until that is done. Further calls do nothing. */
    @Override
    public void close() {
        life.lock();
        try {
            if (!closed) {
                closed = true;
                if (engine != null) {
                    engine.close();
                }
                lock.close();
            }
        } finally {
            life.unlock();
        }
    }
}
