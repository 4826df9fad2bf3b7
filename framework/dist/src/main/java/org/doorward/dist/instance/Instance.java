package org.doorward.dist.instance;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final InstanceLock lock;
    private final Engine engine;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Instance(InstanceLock lock, Engine engine) {
        this.lock = lock;
        this.engine = engine;
    }

    /**
     * Starts an instance. Once for a process: the log belongs to one home. Blocks until what lies in {@code deploy/} is deployed.
     *
     * @param home created on first use
     * @param shell whether the interactive shell is started on standard input and output
     * @throws StartRefusedException if another instance has the home, or it cannot be used; nothing runs then
     */
    public static Instance start(EngineHome home, Distribution distribution, boolean shell)
            throws StartRefusedException {
        home.create(distribution.templates());
        // Before anything is opened: a second instance must not write into the files of the first.
        InstanceLock lock = InstanceLock.take(home);
        try {
            Logging.open(home);
            Optional<Path> shellHome = shell ? Optional.of(distribution.folder()) : Optional.empty();
            EngineOptions options = new EngineOptions(distribution.bundles(), shellHome, distribution.version());
            Instance instance = new Instance(lock, Engine.start(home, options));
            Runtime.getRuntime().addShutdownHook(new Thread(instance::end, "doorward-shutdown"));
            return instance;
        } catch (StartRefusedException e) {
            lock.close();
            throw e;
        }
    }

    /** Waits until the instance has stopped, by a signal, {@link #close} or from inside. */
    public void awaitStop() throws InterruptedException {
        engine.awaitStop();
    }

    private void end() {
        close();
        Logging.close();
    }

    /** Stops all bundles and the engine, and lets go of the home. Blocks until that is done. Further calls do nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            engine.close();
            lock.close();
        }
    }
}
