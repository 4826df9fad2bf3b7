package org.doorward.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditReady;
import org.doorward.control.AuditStatus;
import org.doorward.control.Mode;
import org.doorward.control.ModuleStatus;
import org.doorward.guard.OperationGuard;
import org.doorward.module.SecurityModule;
import org.doorward.osgi.EngineHome;
import org.doorward.rules.RuleSet;
import org.doorward.rules.RuleSyntaxException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Runs Doorward's engine in a real Felix for each test of a class: registered as a field with {@code @RegisterExtension}.
 *
 * <pre>{@code
 * @RegisterExtension
 * final DoorwardExtension doorward = new DoorwardExtension().withComponents();
 *
 * @Test
 * void aDraftCannotBeDeleted() {
 *     doorward.deploy(TestBundle.containing(DraftsModule.class));
 *     doorward.awaitModule("drafts");
 *     OperationGuard guard = doorward.guard("org.example.app");
 *
 *     assertThatThrownBy(() -> guard.file(Kind.FILE_DELETE, "/drafts/a", path -> null))
 *             .isInstanceOf(OperationDeniedException.class);
 *     assertThat(doorward.trail().operations().get(0)).wasDeniedBy("drafts");
 * }
 * }</pre>
 *
 * <p>Each test has an engine, a framework and a home of its own, which are gone afterwards; what is checked then is said in the package's
 * description. What {@code with...} says, at the declaration of the field, counts for every test.
 *
 * <p><strong>Threads.</strong> Used by the thread of the test; what it hands out may be used by all. Tests that share one instance cannot
 * run at the same time. <strong>Blocking.</strong> Methods that change something return when the engine has taken it over, unless
 * they say otherwise, and throw {@link AssertionError} when that takes longer than the {@linkplain #withTimeout timeout}.
 * <strong>Errors.</strong> All but {@code with...} throw {@link IllegalStateException} outside a test.
 */
public final class DoorwardExtension implements BeforeEachCallback, AfterEachCallback {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** Declarative components and their configuration, and what these bundles import. */
    private static final List<String> COMPONENTS = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.log",
            "org.apache.felix.configadmin",
            "org.apache.felix.fileinstall",
            "org.apache.felix.scr");

    private final Set<String> bundles = new LinkedHashSet<>();
    private final Map<String, String> firstSettings = new LinkedHashMap<>();
    private final Map<String, List<String>> firstFiles = new LinkedHashMap<>();
    private Duration timeout = TIMEOUT;

    private final AtomicInteger installations = new AtomicInteger();
    private final Map<String, OperationGuard> guards = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private Instance instance;
    private Bundles deployed;

    /** An engine without any bundle but the system bundle, and with default settings. */
    public DoorwardExtension() {}

    // ---- what counts for every test
    // --------------------------------------------------------------------------------------------

    /** Starts declarative services, ConfigAdmin and FileInstall, which come with this artifact; FileInstall reads {@code conf/PID.cfg}. */
    public DoorwardExtension withComponents() {
        bundles.addAll(COMPONENTS);
        return this;
    }

    /** Starts a bundle of the class path with the framework. @param symbolicName its {@code Bundle-SymbolicName} */
    public DoorwardExtension withBundle(String symbolicName) {
        bundles.add(symbolicName);
        return this;
    }

    /** A line of {@code conf/doorward.cfg}. */
    public DoorwardExtension withSetting(String name, String value) {
        firstSettings.put(name, value);
        return this;
    }

    /** A file of {@code conf/}, as {@code audit.rules} or {@code PID.cfg}. */
    public DoorwardExtension withConf(String file, String... lines) {
        firstFiles.put(file, List.of(lines));
        return this;
    }

    /** How long to wait for whatever is waited for; 30 s unless it is said. */
    public DoorwardExtension withTimeout(Duration limit) {
        timeout = limit;
        return this;
    }

    // ---- the life of a test
    // ----------------------------------------------------------------------------------------------------

    /** Starts the engine. Called by JUnit. */
    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        if (instance != null) {
            throw new IllegalStateException(
                    "a test runs with this extension already: give each class a field of its own,"
                            + " and run its tests one after the other");
        }
        settings.clear();
        settings.putAll(firstSettings);
        instance = Instance.start(bundles, this::prepare);
        deployed = new Bundles(context(), folders().deployFolder(), timeout);
    }

    private void prepare(EngineHome home) throws IOException {
        for (Map.Entry<String, List<String>> file : firstFiles.entrySet()) {
            Instance.write(home.confFolder().resolve(file.getKey()), bytes(file.getValue()));
        }
        if (!settings.isEmpty()) {
            Instance.write(home.settings(), bytes(settingLines()));
        }
    }

    /** Checks, stops and deletes. Called by JUnit. */
    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        Instance ended = instance;
        if (ended == null) {
            return; // it did not start
        }
        instance = null;
        deployed = null;
        guards.clear();
        List<AssertionError> complaints = ended.end(timeout);
        ended.delete();
        if (!complaints.isEmpty()) {
            AssertionError first =
                    new AssertionError("after the test: " + complaints.get(0).getMessage(), complaints.get(0));
            complaints.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private Instance running() {
        if (instance == null) {
            throw new IllegalStateException(
                    "no engine runs: expected a call from within a test, with the extension in a field"
                            + " annotated with @RegisterExtension");
        }
        return instance;
    }

    // ---- the framework
    // ---------------------------------------------------------------------------------------------------------

    /** The home of the instance: {@code deploy/}, {@code conf/}, {@code audit/audit.log}, {@code log/} and {@code run/} lie in it. */
    public Path home() {
        return folders().folder();
    }

    private EngineHome folders() {
        return running().home();
    }

    /** The context of the system bundle. */
    public BundleContext context() {
        return running().context();
    }

    /** The service of this type with the highest ranking; waits for one. Released when the test ends. */
    public <T> T service(Class<T> type) {
        return service(type, "(objectClass=*)");
    }

    /** As {@link #service(Class)}, of those that match a filter. @throws IllegalArgumentException if it is no filter of RFC 1960 */
    public <T> T service(Class<T> type, String filter) {
        try {
            ServiceTracker<T, T> tracker = running()
                    .opened(new ServiceTracker<>(
                            context(),
                            FrameworkUtil.createFilter("(&(objectClass=" + type.getName() + ")" + filter + ")"),
                            null));
            await("a service [" + type.getName() + "] that matches " + filter, () -> tracker.getService() != null);
            return tracker.getService();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("filter [" + filter + "]: " + e.getMessage(), e);
        }
    }

    /** Waits until the engine is ready: every module of {@code required_modules} is there. */
    public void awaitReady() {
        service(AuditReady.class);
    }

    /**
     * Installs a bundle and starts it, past the deployer.
     *
     * @throws AssertionError if it does not resolve or start
     */
    public Bundle install(TestBundle bundle) {
        try {
            Bundle installed = context()
                    .installBundle(
                            "testkit:" + bundle.symbolicName() + "-" + installations.incrementAndGet(),
                            new ByteArrayInputStream(bundle.bytes()));
            installed.start();
            return installed;
        } catch (BundleException e) {
            throw new AssertionError("bundle [" + bundle + "] does not start: " + e.getMessage(), e);
        }
    }

    /**
     * Drops a bundle into {@code deploy/}, as an operator would. If it is deployed in another version already, this is an update, made before
     * the break; it returns when the old version is gone.
     *
     * @return the bundle, active; see {@link #awaitModule} for modules that are components
     * @throws AssertionError if it does not resolve, or is not active in time
     * @throws IllegalArgumentException if exactly this is deployed already
     */
    public Bundle deploy(TestBundle bundle) {
        running();
        return deployed.deploy(bundle);
    }

    /** Takes a deployed bundle out of {@code deploy/}; returns when it is uninstalled. */
    public void undeploy(String symbolicName) {
        running();
        deployed.undeploy(symbolicName);
    }

    // ---- modules and operations
    // ------------------------------------------------------------------------------------------------

    /**
     * Registers a module of the test itself, of the system bundle.
     *
     * @param name as {@link SecurityModule#NAME}
     * @param hooks as {@link SecurityModule#HOOKS}
     * @return to unregister it before the test ends
     * @throws AssertionError if the engine refuses it; why is in the trail, {@code USYS_CONFIG}
     */
    public ServiceRegistration<SecurityModule> module(String name, SecurityModule module, String... hooks) {
        return module(name, module, Map.of(), hooks);
    }

    /** As {@link #module(String, SecurityModule, String...)} with more service properties: {@code service.ranking}, {@link SecurityModule#MODE}. */
    public ServiceRegistration<SecurityModule> module(
            String name, SecurityModule module, Map<String, ?> properties, String... hooks) {
        Hashtable<String, Object> all = new Hashtable<>(properties);
        all.put(SecurityModule.NAME, name);
        all.put(SecurityModule.HOOKS, hooks);
        ServiceRegistration<SecurityModule> registration = context().registerService(SecurityModule.class, module, all);
        if (modules().stream().noneMatch(known -> known.name().equals(name))) {
            registration.unregister();
            throw new AssertionError("module [" + name + "] was refused: "
                    + trail().facts("USYS_CONFIG").stream()
                            .reduce((before, last) -> last)
                            .map(fact -> fact.records().get(0).text("info"))
                            .orElse("no record says why"));
        }
        return registration;
    }

    /** Waits until a module of this name is asked. A bundle's components come a moment after the bundle is active. */
    public void awaitModule(String name) {
        await(
                "module [" + name + "] to be asked",
                () -> modules().stream().anyMatch(known -> known.name().equals(name)));
    }

    /** The modules that are asked, in their order. */
    public List<ModuleStatus> modules() {
        return control().modules();
    }

    /**
     * The enforcement point of a bundle, made on the first call for this name: it has no code, and the test acts for it. Operations have
     * the subject {@code NAME:1.0.0}.
     */
    public OperationGuard guard(String symbolicName) {
        running();
        return guards.computeIfAbsent(symbolicName, name -> guard(install(TestBundle.named(name))));
    }

    /** The enforcement point of a bundle that is there, active. */
    public OperationGuard guard(Bundle owner) {
        BundleContext context = owner.getBundleContext();
        ServiceReference<OperationGuard> reference = context.getServiceReference(OperationGuard.class);
        return context.getService(reference);
    }

    // ---- configuration
    // ---------------------------------------------------------------------------------------------------------

    /** Writes a file of {@code conf/} in one step. Returns at once: who reads it does so within a second; see {@link #await}. */
    public void conf(String file, String... lines) {
        write(folders().confFolder().resolve(file), List.of(lines));
    }

    /** Sets a line of {@code conf/doorward.cfg}, besides those that were set before. Returns at once, as {@link #conf}. */
    public void setting(String name, String value) {
        settings.put(name, value);
        write(folders().settings(), settingLines());
    }

    /** Sets the mode of a module in {@code conf/doorward.cfg}; waits until a module of that name that is deployed is in it. */
    public void mode(String module, Mode mode) {
        setting("mode." + module, mode.token());
        await(
                "module [" + module + "] to be in mode " + mode.token(),
                () -> modules().stream().allMatch(known -> !known.name().equals(module) || known.mode() == mode));
    }

    /**
     * Replaces the rules by writing {@code conf/audit.rules}; waits until they are in force.
     *
     * @throws IllegalArgumentException if one has an error; to try that, see {@link #conf}
     */
    public void rules(String... lines) {
        List<String> wanted;
        try {
            wanted = RuleSet.parse("audit.rules", List.of(lines)).print();
        } catch (RuleSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        write(folders().rules(), List.of(lines));
        await("rules " + wanted, () -> control().rules().equals(wanted));
    }

    private List<String> settingLines() {
        List<String> lines = new ArrayList<>();
        settings.forEach((name, value) -> lines.add(name + " = " + value));
        return lines;
    }

    private static void write(Path file, List<String> lines) {
        try {
            Instance.write(file, bytes(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Waits for a condition. @param what it is, for the message if it does not hold in time */
    public void await(String what, BooleanSupplier condition) {
        Waiting.until(timeout, condition, () -> "expected " + what);
    }

    // ---- what was recorded
    // -----------------------------------------------------------------------------------------------------

    /** The engine's controls. */
    public AuditControl control() {
        return running().control();
    }

    /** What became of every event; waits until nothing is on its way. */
    public AuditStatus ledger() {
        return Quiescence.await(control(), timeout);
    }

    /** What the trail holds; waits until nothing is on its way. */
    public Trail trail() {
        ledger();
        return Trail.read(folders().auditFolder());
    }
}
