package org.doorward.osgi;

import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.doorward.control.ModuleControl;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.connect.ConnectFrameworkFactory;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Order
 *
 *   start: engine (in the system bundle's STARTING) -> bundles of the distribution -> deploy/ once -> the deployer's thread
 *   stop:  the deployer's thread -> all bundles -> engine (in the system bundle's STOPPING)
 *
 * A stop from inside (the shell's "stop 0") takes the same way, but for the deployer's thread, which awaitStop ends.
 */
/**
 * A running instance: an OSGi framework with the engine in its system bundle. Safe for all threads.
 *
 * <p>It does not lock its home: see {@link InstanceLock}. Several engines may run in one JVM, on homes of their own.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    /** A jar that was dropped in is to decide within a second. */
    private static final Duration DEPLOY_INTERVAL = Duration.ofMillis(250);

    private static final Duration DEPLOY_QUIET = Duration.ofMillis(200);

    private final Framework framework;
    private final EngineActivator activator;
    private final AtomicBoolean closed = new AtomicBoolean();
    private FolderWatcher deployments;

    private Engine(Framework framework, EngineActivator activator) {
        this.framework = framework;
        this.activator = activator;
    }

    /**
     * Starts an instance and deploys what lies in {@code deploy/}. Blocks until that is done.
     *
     * @param home created already
     * @throws StartRefusedException if settings, trail or distribution do not allow it; nothing runs then
     */
    public static Engine start(EngineHome home, EngineOptions options) throws StartRefusedException {
        EngineActivator activator = new EngineActivator(home, options);
        Interception interception =
                options.agent().isPresent() ? new Interception(options.agent().get()) : null;
        Framework framework = factory()
                .newFramework(
                        FrameworkSettings.of(
                                home, options.shellHome(), interception == null ? "" : interception.bridgePackage()),
                        new SystemBundle(activator));
        if (interception != null) {
            interception.weave(framework);
            activator.intercept(interception);
        }
        Engine engine = new Engine(framework, activator);
        try {
            engine.start(home, options.bundles());
            return engine;
        } catch (StartRefusedException e) {
            engine.close();
            throw e;
        } catch (BundleException | InterruptedException e) {
            engine.close();
            throw refused(e);
        }
    }

    private static ConnectFrameworkFactory factory() throws StartRefusedException {
        return ServiceLoader.load(ConnectFrameworkFactory.class, Engine.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new StartRefusedException(
                        "no OSGi framework among the jars in lib; install the distribution anew"));
    }

    private static StartRefusedException refused(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefusedException refused) {
                return refused;
            }
        }
        return new StartRefusedException("the engine does not start: " + e, e);
    }

    private void start(EngineHome home, java.nio.file.Path bundles)
            throws BundleException, StartRefusedException, InterruptedException {
        framework.init();
        if (activator.failure() != null) {
            throw refused(activator.failure());
        }
        framework.getBundleContext().addFrameworkListener(new FrameworkLog());
        BundleLog.open(framework.getBundleContext());
        framework.start();
        BootBundles.start(activator.installer(), bundles, activator::weave);
        PolicyBundles policies = activator.policies();
        Deployer deployer = new Deployer(
                home.deployFolder(),
                activator.installer(),
                activator.modules(),
                policies,
                () -> activator.settings().deployTimeout(),
                DEPLOY_QUIET);
        DeployFolder folder = new DeployFolder(
                home.deployFolder(),
                deployer,
                activator.modules(),
                policies,
                activator.installer(),
                () -> activator.settings().deployTimeout());
        framework
                .getBundleContext()
                .registerService(ModuleControl.class, activator.moduleSwitches(folder, policies), null);
        deployer.poll();
        activator.running();
        deployments =
                new FolderWatcher("doorward-deployer", home.deployFolder(), DEPLOY_INTERVAL, () -> look(deployer));
        deployments.start();
    }

    private boolean look(Deployer deployer) throws InterruptedException {
        return activator.lockedBy() == null ? deployer.poll() : deployer.refuse(activator::deployRefused);
    }

    /** The context of the system bundle. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Waits until the instance has stopped, by {@link #close} or from inside. */
    public void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
        stopDeployments();
    }

    /** Why the engine ended the instance by itself, for example because the disk of the trail is full; {@code null} if it did not. */
    public String halted() {
        return activator.halted();
    }

    private void stopDeployments() {
        if (deployments != null) {
            deployments.close();
        }
    }

    /**
     * Stops all bundles, then the engine: every record that was emitted is in the trail or counted as lost. Blocks until that is done.
     * Further calls do nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        stopDeployments();
        try {
            framework.stop();
            framework.waitForStop(0);
        } catch (BundleException e) {
            LOG.error("the framework does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands the activator to the framework, once, and no bundle's content. */
    private static final class SystemBundle implements ModuleConnector {
        private final EngineActivator activator;

        SystemBundle(EngineActivator activator) {
            this.activator = activator;
        }

        @Override
        public void initialize(File storage, Map<String, String> configuration) {
            // The home is prepared before.
        }

        @Override
        public Optional<ConnectModule> connect(String location) {
            return Optional.empty();
        }

        @Override
        public Optional<BundleActivator> newBundleActivator() {
            return Optional.of(activator);
        }
    }
}
