package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refreshing, start levels and the framework itself are the operator's; who does what is recorded with arguments and outcome. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifeProtectionIT {
    @TempDir
    private static Path folder;

    private static Intrusion intrusion;

    @BeforeAll
    static void start() throws Exception {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/audit.rules"), """
                -a always,exit -S bundle.refresh -k life
                -a always,exit -S bundle.startlevel -k life
                -a always,exit -S framework.* -k life
                """);
        intrusion = new Intrusion(home);
    }

    @AfterAll
    static void stop() {
        intrusion.close();
    }

    private static Doorward doorward() {
        return intrusion.doorward();
    }

    private static long id(String name) {
        return doorward()
                .exec("lb -s")
                .out()
                .lines()
                .filter(line -> line.contains("|" + name + " "))
                .map(line -> Long.parseLong(line.substring(0, line.indexOf('|')).strip()))
                .findFirst()
                .orElseThrow();
    }

    private static void isInForce() {
        assertThat(intrusion.tried("EXEC").out())
                .contains("denied process.exec for intruder:1.0.0 by module [lockdown]");
        assertThat(intrusion.tried("LEVELS").out()).startsWith("1 1");
        assertThat(doorward().exec("lb -s").out())
                .contains("Active     |    1|lockdown ", "Active     |    1|org.apache.felix.scr ");
    }

    /** Some event of that kind has these arguments, and was done by the subject. */
    private static void wasDone(String kind, String subject, String arguments) {
        Doorward.eventually()
                .until(() -> doorward().trail().stream()
                        .filter(line -> line.startsWith("type=KERNEL_OTHER ")
                                && line.contains(" kind=" + kind + " ")
                                && line.contains(arguments))
                        .map(line -> line.replaceAll(".*(msg=audit\\([^)]*\\)).*", "$1"))
                        .anyMatch(id -> doorward().trail().stream()
                                .anyMatch(line -> line.startsWith("type=SYSCALL " + id)
                                        && line.contains(" success=yes ")
                                        && line.contains(" subj=" + subject))));
    }

    @Order(1)
    @ParameterizedTest
    @CsvSource({
        "REFRESH lockdown, bundle.refresh, 'bundles=\"lockdown:'",
        "REFRESH intruder lockdown, bundle.refresh, 'bundles=\"intruder:1.0.0,lockdown:'",
        "REFRESH org.apache.felix.configadmin, bundle.refresh, 'bundles=\"org.apache.felix.configadmin:'",
        "LOWER_ITS_LEVEL lockdown, bundle.startlevel, level=9",
        "LOWER_THE_LEVEL, framework.startlevel, 'name=\"active\" level=0'",
        "RAISE_THE_LEVEL_OF_NEW_ONES, framework.startlevel, 'name=\"initial\" level=9'",
        "UPDATE_THE_FRAMEWORK, framework.update, 'bundle_=\"org.apache.felix.framework:'",
        "STOP_THE_FRAMEWORK, framework.stop, 'bundle_=\"org.apache.felix.framework:'"
    })
    void aBundleIsDenied(String attempt, String kind, String arguments) {
        List<String> event = intrusion.isDenied(attempt, kind);

        assertThat(event).anyMatch(line -> line.startsWith("type=KERNEL_OTHER ") && line.contains(arguments));
        assertThat(doorward().isAlive()).isTrue();
        isInForce();
    }

    /** Whoever needs a bundle stops and starts with it: the module needs what the other exports. */
    @Order(2)
    @Test
    void aModuleIsNotRefreshedByWayOfWhatItNeeds() throws Exception {
        doorward()
                .drop(
                        "deploy/library.jar",
                        BundleJar.named("library")
                                .header("Export-Package", "org.example.library")
                                .file("org/example/library/x", "")
                                .bytes());
        Doorward.eventually().until(() -> doorward().exec("lb -s").out().contains("|library "));
        doorward()
                .drop(
                        "deploy/needing.jar",
                        BundleJar.named("needing")
                                .header(
                                        "Import-Package",
                                        "org.doorward.module,org.doorward.audit,org.osgi.framework,org.example.library")
                                .header("X-Hooks", "file.link")
                                .activator(org.doorward.itest.distribution.bundle.Denier.class)
                                .bytes());
        Doorward.eventually().until(() -> doorward().log().contains("denier 1.0.0"));

        intrusion.isDenied("REFRESH library", "bundle.refresh");
        assertThat(doorward().exec("lb -s").out()).contains("Active     |    1|needing ");
        assertThat(doorward().trail())
                .noneMatch(line -> line.startsWith("type=SERVICE_STOP ") && line.contains("denier"));
    }

    @Order(3)
    @Test
    void whatWaitsIsRefreshedByWhoeverAsksAsLongAsNoModuleIsAmongIt() {
        assertThat(intrusion.tried("REFRESH_WHAT_WAITS").out()).contains("refreshed");
        isInForce();
    }

    @Order(4)
    @Test
    void theOperatorIsNotHeld() {
        String gogo = "org.apache.felix.gogo.command:";
        doorward().exec("refresh " + id("lockdown"));
        wasDone("bundle.refresh", gogo, "bundles=\"lockdown:");
        Doorward.eventually().until(() -> intrusion.tried("EXEC").out().contains("by module [lockdown]"));

        doorward().exec("bundlelevel -s 2 " + id("lender"));
        wasDone("bundle.startlevel", gogo, "bundle_=\"lender:1.0.0\" level=2");
        doorward().exec("bundlelevel -i 3");
        wasDone("framework.startlevel", gogo, "name=\"initial\" level=3");
        doorward().exec("frameworklevel 2");
        wasDone("framework.startlevel", gogo, "name=\"active\" level=2");
        Doorward.eventually().until(() -> intrusion.tried("LEVELS").out().startsWith("2 3"));
    }

    /** Its classes are others then, which are woven anew. */
    @Order(5)
    @Test
    void whatTheOperatorRefreshesOfTheDistributionIsMediatedAsBefore() {
        for (String name : List.of("org.apache.felix.configadmin", "org.apache.felix.scr")) {
            long before = startsOfLockdown();
            doorward().exec("refresh " + id(name));
            wasDone("bundle.refresh", "org.apache.felix.gogo.command:", "bundles=\"" + name);
            // The framework refreshes in a thread of its own: the module leaves with the component runtime, and comes
            // again.
            Doorward.eventually().until(() -> startsOfLockdown() > before);
        }
        Doorward.eventually().until(() -> intrusion.tried("SHOW lockdown").out().contains("shutdown_hooks"));
        Doorward.eventually().until(() -> intrusion.tried("EXEC").out().contains("by module [lockdown]"));

        intrusion.isDenied("UPDATE lockdown", "configuration.update");
        intrusion.isDenied("DELETE lockdown", "configuration.delete");
        intrusion.isDenied("DISABLE lockdown org.doorward.modules.lockdown.LockdownModule", "configuration.update");
        assertThat(doorward().log()).doesNotContain("cannot be woven");
    }

    private static long startsOfLockdown() {
        return doorward().trail().stream()
                .filter(line -> line.startsWith("type=SERVICE_START ") && line.contains("unit=lockdown "))
                .count();
    }

    /** In the module's own thread, by its own code: what the engine withdraws then is the engine's. */
    @Order(6)
    @Test
    void whenARequiredModuleLeavesTheEngineWithdrawsItsOwnServiceInWhateverThread() throws Exception {
        doorward().drop("conf/doorward.cfg", "required_modules = lender\n");
        Doorward.eventually().until(() -> doorward().log().contains("setting required_modules=[lender]"));

        Files.delete(doorward().home().resolve("deploy/lender.jar"));
        Doorward.eventually().until(() -> doorward().log().contains("required modules [lender] are missing"));
        Doorward.eventually().until(() -> !doorward().exec("lb -s").out().contains("|lender "));

        assertThat(doorward().trail()).noneMatch(line -> line.contains("AuditReady"));
        assertThat(intrusion.tried("COUNT org.doorward.control.AuditReady").out())
                .contains("there are 0");
        doorward().drop("conf/doorward.cfg", "required_modules =\n");
        Doorward.eventually().until(() -> intrusion.tried("LEVELS").exitCode() == 0);
    }

    @Order(7)
    @Test
    void theOperatorUpdatesTheFrameworkWhichEndsTheInstance() {
        doorward().exec("update 0");

        wasDone("framework.update", "org.apache.felix.gogo.command:", "bundle_=\"org.apache.felix.framework:");
        wasDone("framework.stop", "org.apache.felix.framework:", "bundle_=\"org.apache.felix.framework:");
        assertThat(doorward().awaitEnd()).isZero();
    }
}
