package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.doorward.itest.distribution.bundle.HidingHook;
import org.doorward.itest.distribution.bundle.LookUps;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody comes between a module and those who ask it by way of the service registry. */
class ServiceProtectionIT {
    private static final String PROCESSOR = "org.apache.felix.service.command.CommandProcessor";
    private static final String SWITCHES = "org.doorward.control.OperatorControl";

    @TempDir
    private static Path folder;

    private static Intrusion intrusion;

    @BeforeAll
    static void start() throws Exception {
        intrusion = new Intrusion(folder.resolve("home"));
    }

    @AfterAll
    static void stop() {
        intrusion.close();
    }

    private static String count(String type) {
        return intrusion.tried("COUNT " + type).out();
    }

    private static void lockdownIsAsked() {
        assertThat(intrusion.tried("EXEC").out())
                .contains("denied process.exec for intruder:1.0.0 by module [lockdown]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.osgi.framework.hooks.service.FindHook",
                "org.osgi.framework.hooks.service.EventListenerHook",
                "org.osgi.framework.hooks.service.EventHook",
                "org.osgi.framework.hooks.weaving.WeavingHook",
                "org.osgi.framework.hooks.resolver.ResolverHookFactory",
                "org.osgi.framework.hooks.bundle.EventHook",
                "org.apache.felix.cm.PersistenceManager",
                "org.osgi.service.cm.ConfigurationAdmin",
                "org.osgi.service.cm.ConfigurationPlugin",
                "org.apache.felix.fileinstall.ArtifactInstaller",
                "org.doorward.guard.OperationGuard",
                "org.doorward.control.AuditControl",
                SWITCHES,
                PROCESSOR
            })
    void whatTheEngineAndTheDistributionObeyIsTheOperatorsToBring(String type) {
        String before = count(type);

        List<String> event = intrusion.isDenied("REGISTER " + type, "service.register");
        intrusion.isDenied("REGISTER_FOR " + type + " org.apache.felix.scr", "service.register");
        intrusion.isDenied("REGISTER_FOR " + type + " lockdown", "service.register");

        assertThat(event)
                .anyMatch(line -> line.contains("bundle_=\"intruder:1.0.0\"") && line.contains("service=\"" + type));
        assertThat(count(type)).isEqualTo(before);
        lockdownIsAsked();
    }

    /** The component runtime registers it, in a thread that shows no intruder. */
    @Test
    void aComponentIsNoWayRound() throws Exception {
        intrusion
                .doorward()
                .drop(
                        "deploy/hider.jar",
                        BundleJar.named("hider")
                                .header("Import-Package", "org.osgi.framework,org.osgi.framework.hooks.service")
                                .header("Service-Component", "OSGI-INF/hider.xml")
                                .file("OSGI-INF/hider.xml", HidingHook.COMPONENT)
                                .with(HidingHook.class)
                                .bytes());

        Doorward.eventually()
                .until(() -> intrusion.doorward().trail().stream()
                        .anyMatch(line -> line.startsWith("type=AVC ")
                                && line.contains("scontext=hider:1.0.0")
                                && line.contains("rule=\"self-protection\"")));
        assertThat(count("org.osgi.framework.hooks.service.FindHook")).contains("there are 0");
        lockdownIsAsked();
    }

    /** A module that watches over look-ups: judged by the bundle that asks and by the names of the service. */
    @Test
    void aModuleDeniesALookUp() {
        intrusion
                .doorward()
                .drop(
                        "deploy/lookups.jar",
                        BundleJar.named("lookups")
                                .header("Import-Package", "org.doorward.module,org.doorward.audit,org.osgi.framework")
                                .activator(LookUps.class)
                                .bytes());
        Doorward.eventually().until(() -> intrusion.doorward().log().contains("lookups 1.0.0"));

        Ran ran = intrusion.tried("GET org.doorward.guard.OperationGuard");
        assertThat(ran.out()).contains("denied service.get for intruder:1.0.0 by module [lookups]");
        assertThat(Denials.event(intrusion.doorward(), ran.out()))
                .anyMatch(line -> line.startsWith("type=KERNEL_OTHER ")
                        && line.contains("bundle_=\"intruder:1.0.0\"")
                        && line.contains("service=\"org.doorward.guard.OperationGuard\""));
        assertThat(intrusion.tried("GET org.osgi.service.cm.ConfigurationAdmin").out())
                .contains("got true");
    }

    @ParameterizedTest
    @ValueSource(strings = {PROCESSOR, SWITCHES})
    void theOperatorsShellAndSwitchesAreNotToBeHadAsAService(String service) {
        List<String> event = intrusion.isDenied("GET " + service, "service.get");

        assertThat(event)
                .anyMatch(line -> line.contains("bundle_=\"intruder:1.0.0\"") && line.contains("service=\"" + service));
        assertThat(intrusion.tried("GET org.osgi.service.cm.ConfigurationAdmin").out())
                .contains("got true");
    }

    @Test
    void aModuleIsNeitherWithdrawnNorChangedByWhoHasItsRegistration() {
        String before = count("org.doorward.module.SecurityModule");

        intrusion.isDenied("UNREGISTER", "service.unregister");
        intrusion.isDenied("MODIFY", "service.modify");
        intrusion.isDenied("REGISTER_FOR java.lang.Runnable lender", "service.register");

        assertThat(count("org.doorward.module.SecurityModule")).isEqualTo(before);
        assertThat(intrusion.tried("SHOW_LENT").out()).contains("file.symlink");
        assertThat(count("java.lang.Runnable")).contains("there are 0");
    }

    @Test
    void whatIsPrivateInAModuleIsNotToBeOpened() {
        intrusion.isDenied("OPEN_THE_FIELD_OF_A_MODULE", "runtime.setaccessible");
        intrusion.isDenied("LOOK_INTO_A_MODULE", "runtime.lookup");
    }

    @Test
    void aHigherRankingUnderTheSameNameGainsNothing() {
        assertThat(intrusion.tried("OUTRANK lockdown").out()).contains("registered");

        Doorward.eventually()
                .until(() -> intrusion.doorward().log().contains("expected a name that no other module has"));
        lockdownIsAsked();
    }
}
