package org.doorward.osgi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.doorward.control.AuditControl;
import org.doorward.control.ModuleControl;
import org.doorward.control.OperatorControl;
import org.doorward.core.AfterTheFact;
import org.doorward.core.DeployedModule;
import org.doorward.event.Facts;
import org.doorward.event.RecordType;
import org.doorward.guard.OperationGuard;
import org.doorward.module.PathMatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine inside the framework: runs in the system bundle from STARTING, before the first bundle, to STOPPING, after the last. Only
 * the framework has this object; the services are others, so that no bundle gets hold of {@link #stop}.
 */
final class EngineActivator implements BundleActivator {
    private static final Logger LOG = LoggerFactory.getLogger(EngineActivator.class);

    private final EngineHome home;
    private final EngineOptions options;
    private Interception interception;
    private Installer installer;
    private volatile ModuleTable modules;
    private Readiness readiness;
    private EngineCore core;
    private EngineBean bean;
    private volatile String halted;
    private volatile Throwable failure = new IllegalStateException("the framework did not call the engine");

    EngineActivator(EngineHome home, EngineOptions options) {
        this.home = home;
        this.options = options;
    }

    /** Calls of woven methods are mediated as soon as the engine is open. Before the framework is initialised. */
    void intercept(Interception with) {
        interception = with;
    }

    /* Felix prints what this would throw and starts the bundles all the same, without an engine: who started the framework asks instead. */
    @Override
    public void start(BundleContext context) {
        try {
            open(context);
            failure = null;
        } catch (StartRefusedException | RuntimeException | Error e) {
            failure = e;
        }
    }

    /** What kept the engine from starting, or {@code null}. Known when the framework is initialised; no bundle must start then. */
    Throwable failure() {
        return failure;
    }

    private void open(BundleContext context) throws StartRefusedException {
        EngineBean.prepare();
        installer = new Installer(context);
        BundleSubjects subjects = new BundleSubjects(
                installer, engine(), context.getBundle(0).getClass().getModule(), classPath());
        readiness = new Readiness(context);
        core = new EngineCore(
                home, options.version(), subjects, interception, this::ready, reason -> halt(context, reason));
        modules = new ModuleTable(context, subjects, new Observer());
        DefendedConfigurations configurations = new DefendedConfigurations(
                context,
                bundle -> subjects.of(bundle).own() || modules.isOfModule(subjects.of(bundle)),
                new BoundConfigurations(context, bundle -> subjects.of(bundle).own()));
        if (options.life()) {
            subjects.bridge(BundleLife.class);
            context.addBundleListener(
                    new BundleLife(new AfterTheFact(core.core()), subjects)); // before a bundle is forgotten
        }
        context.addBundleListener((SynchronousBundleListener) event -> changed(event, subjects, configurations));
        modules.open();
        if (interception != null) {
            interception.install(core.core(), subjects, home, distribution(), modules::isOfModule, configurations);
        }
        context.registerService(AuditControl.class, core.core().control(), null);
        bean = EngineBean.register(core.core().control(), home);
        context.registerService(OperatorControl.class, core.operator(), null);
        context.registerService(OperationGuard.class.getName(), new GuardFactory(core.core(), subjects), null);
        ready();
    }

    private void halt(BundleContext context, String reason) {
        halted = reason;
        try {
            context.getBundle(0).stop();
        } catch (BundleException e) {
            LOG.error("the instance does not halt: stop it by hand", e);
        }
    }

    /** Why the engine ended the instance, or {@code null} if it did not. Any thread. */
    String halted() {
        return halted;
    }

    private BundleSubject engine() {
        return new BundleSubject("doorward", options.version(), "", Optional.empty(), true);
    }

    private PathMatch classPath() {
        return PathMatch.under(
                home.frameworkCache().toString(), distribution().toString(), System.getProperty("java.home"));
    }

    private Path distribution() {
        return options.bundles().toAbsolutePath().getParent();
    }

    private void changed(BundleEvent event, BundleSubjects subjects, DefendedConfigurations configurations) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.STARTING
                && interception != null
                && subjects.of(bundle).own()) {
            weave(bundle);
        } else if (event.getType() == BundleEvent.UNINSTALLED) {
            subjects.forget(bundle);
            installer.forget(bundle);
            configurations.forget(bundle);
        }
    }

    /* The framework itself starts after the engine, and has no rows left. Nobody hears what a listener throws. */
    private void weave(Bundle bundle) {
        try {
            interception.weave(bundle, core.core());
        } catch (RuntimeException e) {
            LOG.error(
                    "bundle [{}] of the distribution came back and cannot be woven: its operations are not mediated any"
                            + " more; start Doorward anew",
                    bundle.getSymbolicName(),
                    e);
        }
    }

    /** The bundles of the distribution are there, and none has started: what they do is mediated from the beginning. */
    void weave(List<Bundle> distribution) throws StartRefusedException {
        if (interception != null) {
            interception.weave(distribution, core.core());
        }
    }

    /* One after the other: what was looked at earlier must not count later. */
    private void ready() {
        if (modules != null) {
            synchronized (readiness) {
                readiness.update(core.settings().requiredModules(), modules.names());
            }
        }
    }

    @Override
    public void stop(BundleContext context) {
        if (readiness != null) {
            readiness.withdraw();
        }
        if (modules != null) {
            modules.close();
        }
        if (bean != null) {
            bean.close();
        }
        if (core != null) {
            core.close();
        }
    }

    Installer installer() {
        return installer;
    }

    ModuleTable modules() {
        return modules;
    }

    /** The bundles of the distribution and of the deploy folder are there. */
    void running() {
        core.running();
    }

    /** What this file of the deploy folder asks for is not done: the configuration is locked. */
    void deployRefused(Path file) {
        String why = "locked by " + lockedBy() + " until the process ends";
        LOG.error("[{}] is not looked at: {}; modules stay as they are", file, why);
        core.core()
                .facts()
                .write(
                        RecordType.USYS_CONFIG,
                        fact -> Facts.setting(
                                fact, "deploy", null, file.getFileName().toString(), why, false));
    }

    /** What locked the configuration, or {@code null} if it may change. */
    String lockedBy() {
        return core.core().lockedBy();
    }

    /** What puts the rules of policy bundles into force. */
    PolicyBundles policies() {
        return core.policies();
    }

    /** The switches of modules, which change this folder. */
    ModuleControl moduleSwitches(DeployFolder folder, PolicyBundles policies) {
        return core.moduleSwitches(folder, policies, this::deployRefused);
    }

    EngineSettings settings() {
        return core.settings();
    }

    private final class Observer implements ModuleObserver {
        @Override
        public void publish(List<DeployedModule> list) {
            core.core().publish(list);
            LOG.info("modules asked: {}", list);
        }

        @Override
        public void settled() {
            ready();
        }

        @Override
        public void refused(String bundle, String message) {
            LOG.error("{}; the module is left out", message);
            core.core()
                    .facts()
                    .write(RecordType.USYS_CONFIG, fact -> Facts.setting(fact, "module", null, bundle, message, false));
        }
    }
}
