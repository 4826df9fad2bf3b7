package org.doorward.osgi;

import java.util.Optional;
import java.util.ServiceLoader;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.connect.ConnectFrameworkFactory;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance: engine and framework. */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Framework framework;

    private Engine(Framework framework) {
        this.framework = framework;
    }

    /** Starts. */
    public static Engine start(EngineHome home, EngineOptions options) throws StartRefusedException {
        ConnectFrameworkFactory factory = ServiceLoader.load(
                        ConnectFrameworkFactory.class, Engine.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new StartRefusedException("no OSGi framework among the jars in lib"));
        Framework framework = factory.newFramework(FrameworkSettings.of(home, options.shell()), new Connector());
        Engine engine = new Engine(framework);
        try {
            framework.init(new FrameworkLog());
            framework.getBundleContext().addFrameworkListener(new FrameworkLog());
            framework.start();
            Installer installer = new Installer(framework.getBundleContext());
            BootBundles.start(framework.getBundleContext(), installer, options.bundles(), name -> true);
            return engine;
        } catch (BundleException e) {
            engine.close();
            throw new StartRefusedException("the OSGi framework does not start: " + e, e);
        } catch (StartRefusedException e) {
            engine.close();
            throw e;
        }
    }

    /** The context of the system bundle. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Waits until the framework has stopped. */
    public void awaitStop() throws InterruptedException {
        FrameworkEvent event = framework.waitForStop(0);
        LOG.info("framework stopped: {}", event.getType());
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(0);
        } catch (BundleException e) {
            LOG.error("the framework does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Connector implements ModuleConnector {
        @Override
        public void initialize(java.io.File storage, java.util.Map<String, String> configuration) {
            // nothing to prepare
        }

        @Override
        public Optional<ConnectModule> connect(String location) {
            return Optional.empty();
        }

        @Override
        public Optional<BundleActivator> newBundleActivator() {
            return Optional.empty();
        }
    }
}
