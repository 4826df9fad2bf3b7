package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.doorward.control.Enabled;
import org.doorward.core.woven.WovenAgent;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.PathMatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In whose name a service is, and who made the call: both must be the operator's where the engine obeys it. */
class DefendedServicesTest {
    private static final int REGISTER = 0;
    private static final int UNREGISTER = 1;
    private static final int GET = 2;
    private static final int REFRESH = 3;
    private static final int UPDATE = 4;

    private static final String HOOK = "org.osgi.framework.hooks.service.FindHook";
    private static final String SWITCHES = "org.doorward.control.OperatorControl";
    private static final String SHELL = "org.apache.felix.service.command.CommandProcessor";

    private static final BundleIdentity ANYBODY = Engine.APPLICATION;
    private static final BundleIdentity MODULE = new Engine.Identity("lockdown", "1.0.0", "file:/srv/lockdown.jar");
    private static final BundleIdentity RUNTIME =
            new Engine.Identity("scr", "1.0.0", "file:/srv/scr.jar", "scr:1.0.0", true);
    private static final BundleIdentity ENGINE = Engine.Identity.own("doorward");

    private Actor actor = Actor.of(ANYBODY);
    private List<BundleIdentity> refreshedToo = List.of();

    private final Engine engine = new Engine(options -> options.resolver = new SubjectResolver() {
        @Override
        public BundleIdentity caller(BundleIdentity owner) {
            return owner;
        }

        @Override
        public Actor actor(boolean everybody, boolean ofClassPath) {
            return actor;
        }

        @Override
        public BundleIdentity bundle(Object bundle) {
            return (BundleIdentity) bundle;
        }

        @Override
        public String service(Object reference) {
            return reference instanceof String names ? names : null;
        }

        @Override
        public BundleGroup bundles(java.util.Collection<?> bundles, boolean refreshed) {
            List<BundleIdentity> named = bundles == null
                    ? List.of()
                    : bundles.stream().map(BundleIdentity.class::cast).toList();
            return new BundleGroup(named, refreshed ? refreshedToo : List.of());
        }
    });

    /* Any methods will do: what counts are kinds and places. */
    private final WovenJvm jvm = new WovenJvm(
            "121 service.register java/util/HashMap put (Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;"
                    + " a1=bundle;a2=service exception",
            "123 service.unregister java/util/TreeMap put (Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;"
                    + " a1=bundle;a2=service exception",
            "124 service.get java/util/Hashtable put (Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;"
                    + " a1=bundle;a2=service exception",
            "107 bundle.refresh java/util/ArrayList addAll (Ljava/util/Collection;)Z a1=bundles exception",
            "202 configuration.update java/util/HashMap putIfAbsent"
                    + " (Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object; a1=pid;a2=properties exception");

    private void install() {
        WovenAgent agent = jvm.agent();
        engine.core()
                .intercept(
                        agent,
                        agent.jdkRows(),
                        new SelfProtection(
                                PathMatch.none(),
                                PathMatch.none(),
                                PathMatch.none(),
                                bundle -> bundle.own() || bundle == MODULE,
                                pid -> pid.equals("lockdown"),
                                Set.of("file.open")));
    }

    DefendedServicesTest() {
        install();
    }

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private void isDenied(int row, Object... arguments) {
        assertThatThrownBy(() -> jvm.call(row, null, () -> null, arguments)).hasMessageContaining("by doorward");
    }

    private void passes(int row, Object... arguments) throws Exception {
        assertThat(jvm.<Boolean>call(row, null, () -> true, arguments)).isTrue();
    }

    private static Actor actor(BundleIdentity subject, BundleIdentity nearest) {
        return new Actor(subject, List.of(), false, nearest);
    }

    @Test
    void aHookIsRegisteredByWhoIsOursAndInItsOwnName() throws Exception {
        isDenied(REGISTER, ANYBODY, HOOK);
        isDenied(REGISTER, RUNTIME, HOOK);
        actor = actor(ANYBODY, RUNTIME);
        passes(REGISTER, RUNTIME, HOOK);
        actor = Actor.of(RUNTIME);
        passes(REGISTER, RUNTIME, HOOK);
    }

    @Test
    void gettingAServiceThatIsNotTheShellTakesNoFrame() throws Exception {
        passes(GET, ANYBODY, "java.lang.Runnable,java.util.concurrent.Callable");
        assertThat(engine.core().frames().known()).isZero();

        isDenied(GET, ANYBODY, "java.lang.Runnable," + SHELL);
        assertThat(engine.core().frames().known()).isEqualTo(1);
    }

    @Test
    void whatTheRuntimeDoesInItsOwnThreadForABundleIsRecordedAsThatBundles() {
        actor = Actor.of(RUNTIME);

        isDenied(REGISTER, ANYBODY, HOOK);

        assertThat(engine.operations()).singleElement().asString().contains("scontext=" + ANYBODY.label());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Runnable," + HOOK,
                HOOK + ",java.lang.Runnable",
                "org.osgi.service.cm.ConfigurationAdmin",
                "org.doorward.guard.OperationGuard"
            })
    void anyOfItsNamesIsEnough(String names) {
        isDenied(REGISTER, ANYBODY, names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Runnable",
                "org.osgi.service.cm.ManagedService",
                "org.osgi.service.cm.ConfigurationAdminX",
                "com.example.org.osgi.framework.hooks.service.FindHook",
                "org.doorward.module.SecurityModule"
            })
    void otherNamesAreEverybodys(String names) throws Exception {
        passes(REGISTER, ANYBODY, names);
    }

    @Test
    void aModulesServicesAreItsOwnAndTheRuntimesButNobodyElses() throws Exception {
        String name = "org.doorward.module.SecurityModule";
        isDenied(UNREGISTER, MODULE, name);
        isDenied(REGISTER, MODULE, "java.lang.Runnable");
        actor = Actor.of(MODULE);
        passes(UNREGISTER, MODULE, name);
        passes(REGISTER, MODULE, "java.lang.Runnable");
        // Through a library that acts for its callers.
        actor = actor(MODULE, ANYBODY);
        passes(UNREGISTER, MODULE, name);
        // Somebody's own service went, and with it a component of the module that needed it.
        actor = actor(ANYBODY, RUNTIME);
        passes(UNREGISTER, MODULE, name);
        actor = Actor.of(ANYBODY);
        passes(UNREGISTER, ANYBODY, name);
    }

    @Test
    void whatTheEngineDoesWithItsOwnServicesIsNotHeldWhileARequiredModuleIsMissing() throws Exception {
        engine.core().setRequiredModules(Set.of("lockdown"));
        isDenied(UNREGISTER, ANYBODY, "java.lang.Runnable");
        actor = actor(ANYBODY, RUNTIME);
        isDenied(UNREGISTER, ANYBODY, "java.lang.Runnable");
        actor = actor(ANYBODY, ENGINE);
        passes(UNREGISTER, ENGINE, "org.doorward.control.AuditReady");
    }

    @Test
    void theShellIsGotByOursAlone() throws Exception {
        isDenied(GET, ANYBODY, SHELL);
        isDenied(GET, RUNTIME, SHELL);
        isDenied(GET, ANYBODY, SWITCHES);
        isDenied(GET, ANYBODY, "org.doorward.control.ModuleControl");
        isDenied(GET, RUNTIME, SWITCHES);
        passes(GET, ANYBODY, "java.lang.Runnable");
        actor = Actor.of(RUNTIME);
        isDenied(GET, ANYBODY, SHELL);
        passes(GET, RUNTIME, SHELL);
        passes(GET, RUNTIME, SWITCHES);
    }

    @Test
    void oneModuleAmongManyIsEnoughNamedOrNot() throws Exception {
        passes(REFRESH, List.of(ANYBODY));
        isDenied(REFRESH, List.of(ANYBODY, MODULE));
        refreshedToo = List.of(MODULE);
        isDenied(REFRESH, List.of(ANYBODY));
        isDenied(REFRESH, new Object[] {null});
        refreshedToo = List.of();
        passes(REFRESH, new Object[] {null});
        actor = Actor.of(RUNTIME);
        passes(REFRESH, List.of(MODULE));
    }

    @Test
    void whatIsLockedIsKeptFromTheDistributionTooButNotFromTheEngineAndTheFramework() throws Exception {
        actor = Actor.of(RUNTIME);
        passes(UPDATE, "lockdown", java.util.Map.of());

        engine.core().setEnabled(Enabled.LOCKED, "somebody");

        assertThatThrownBy(() -> jvm.call(REFRESH, null, () -> null, List.of(MODULE)))
                .hasMessageContaining("by doorward: locked by somebody until the process ends");
        isDenied(UPDATE, "lockdown", java.util.Map.of());
        passes(REFRESH, List.of(ANYBODY));
        passes(UPDATE, "anybodys", java.util.Map.of());
        passes(GET, RUNTIME, SHELL);
        actor = Actor.of(ENGINE);
        passes(REFRESH, List.of(MODULE));
        passes(UPDATE, "lockdown", java.util.Map.of());
    }

    /** A module reads the names of services and bundles as text. */
    @Test
    void aModuleDeniesByTheNamesOfTheServiceAndOfTheBundle() {
        var service = Kind.of("service.get").textArgument("service");
        var bundle = Kind.of("service.get").textArgument("bundle");
        engine.modules(Engine.module(
                "m",
                (operation, audit) -> operation.get(service).equals("java.lang.Runnable")
                                && operation.get(bundle).equals(ANYBODY.label())
                        ? Decision.DENY
                        : Decision.PASS,
                "service.get"));

        assertThatThrownBy(() -> jvm.call(GET, null, () -> null, ANYBODY, "java.lang.Runnable"))
                .hasMessageContaining("by module [m]");
        assertThat(engine.operations())
                .singleElement()
                .asString()
                .contains("bundle_=\"" + ANYBODY.label() + "\"", "service=\"java.lang.Runnable\"");
    }

    @Test
    void valuesOfAConfigurationAreNeverWritten() {
        isDenied(UPDATE, "lockdown", java.util.Map.of("password", "sesame"));

        assertThat(engine.operations())
                .singleElement()
                .asString()
                .contains("pid_=\"lockdown\" properties=(masked)")
                .doesNotContain("sesame", "password");
    }
}
