package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration of a module and of the distribution is the operator's; that of everybody else is mediated. */
class ConfigurationProtectionIT {
    @TempDir
    private static Path folder;

    private static Intrusion intrusion;

    @BeforeAll
    static void start() throws Exception {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(
                home.resolve("conf/audit.rules"),
                "-a always,exit -S configuration.update -k configured\n-a always,exit -S configuration.delete -k configured\n");
        intrusion = new Intrusion(home);
    }

    @AfterAll
    static void stop() {
        intrusion.close();
    }

    private static void lockdownIsAsItWas() {
        assertThat(intrusion.tried("SHOW lockdown").out())
                .contains("shutdown_hooks=false", "bound to ?", "[]")
                .doesNotContain("allow.exec");
        assertThat(intrusion.tried("EXEC").out())
                .contains("denied process.exec for intruder:1.0.0 by module [lockdown]");
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE lockdown, configuration.update",
        "UPDATE_IF_DIFFERENT lockdown, configuration.update",
        "UPDATE_IN_A_POOL lockdown, configuration.update",
        "DELETE lockdown, configuration.delete",
        "BIND lockdown, configuration.update",
        "LOCK lockdown, configuration.update",
        "ASK_FOR \"lockdown|lockdown\", configuration.update",
        "CREATE_BY_FACTORY lockdown, configuration.update",
        "CREATE_BY_FACTORY_AND_NAME lockdown, configuration.update",
        "OPEN lockdown, runtime.setaccessible",
        "DISABLE lockdown org.doorward.modules.lockdown.LockdownModule, configuration.update",
        "ENABLE lockdown org.doorward.modules.lockdown.LockdownModule, configuration.update"
    })
    void aModuleKeepsItsConfiguration(String attempt, String kind) {
        intrusion.isDenied(attempt, kind);

        lockdownIsAsItWas();
    }

    @ParameterizedTest
    @CsvSource({
        "ASK_FOR org.apache.felix.fileinstall",
        "CREATE_BY_FACTORY org.apache.felix.fileinstall",
        "CREATE_BY_FACTORY_AND_NAME org.apache.felix.fileinstall",
        "ASK_FOR org.apache.felix.cm.ConfigurationAdmin"
    })
    void theDistributionKeepsIts(String attempt) {
        intrusion.isDenied(attempt, "configuration.update");

        assertThat(intrusion.tried("SHOW \"org.apache.felix.fileinstall*\"").out())
                .contains("none");
    }

    @Test
    void whatIsBoundToAModuleIsItsWhateverThePid() {
        assertThat(intrusion.tried("GIVE given lockdown").out()).contains("given");

        intrusion.isDenied("UPDATE given", "configuration.update");
        intrusion.isDenied("DELETE given", "configuration.delete");
        assertThat(intrusion.tried("SHOW given").out())
                .doesNotContain("allow.exec")
                .contains("service.pid=given");
    }

    /** The store takes a deletion back too late: the configuration would be there, and refuse to work. */
    @Test
    void afterADeletionThatWasDeniedTheOperatorStillChangesTheConfiguration() {
        intrusion.isDenied("DELETE lockdown", "configuration.delete");

        intrusion.doorward().drop("conf/lockdown.cfg", "shutdown_hooks = true\n");
        Doorward.eventually().until(() -> intrusion.tried("SHOW lockdown").out().contains("shutdown_hooks=true"));
        intrusion.doorward().drop("conf/lockdown.cfg", "shutdown_hooks = false\n");
        Doorward.eventually().until(() -> intrusion.tried("SHOW lockdown").out().contains("shutdown_hooks=false"));
        lockdownIsAsItWas();
    }

    @Test
    void whatIsABundlesOwnItChangesAndTheTrailHasThePidAndNoValue() {
        assertThat(intrusion.tried("UPDATE mine").out()).contains("updated");
        assertThat(intrusion.tried("SHOW mine").out()).contains("allow.exec=intruder", "token=a-secret-value");
        assertThat(intrusion.tried("DELETE mine").out()).contains("deleted");
        assertThat(intrusion.tried("SHOW mine").out()).contains("none");

        List<String> records = Doorward.eventually()
                .until(
                        () -> intrusion.doorward().trail().stream()
                                .filter(line -> line.contains("pid_=\"mine\""))
                                .toList(),
                        lines -> lines.stream().anyMatch(line -> line.contains("configuration.delete")));
        assertThat(records)
                .anyMatch(line -> line.contains("configuration.update") && line.contains("properties=(masked)"));
        assertThat(intrusion.doorward().trail())
                .noneMatch(line -> line.contains("a-secret-value") || line.contains("612D7365637265742D"));
        assertThat(intrusion.doorward().log()).doesNotContain("a-secret-value");
    }

    /** The component runtime does it for each bundle that starts; the module has started, and every update is recorded. */
    @Test
    void whatABundleBringsIsSwitchedOnByItsStartAndThatIsNoUpdate() {
        String component = "pid_=\"org.doorward.modules.lockdown.LockdownModule\"";
        intrusion.isDenied("ENABLE lockdown org.doorward.modules.lockdown.LockdownModule", "configuration.update");

        assertThat(Event.of(intrusion.doorward().trail()).stream().filter(event -> event.has(component)))
                .isNotEmpty()
                .allMatch(event -> event.has("type=SYSCALL ", " success=no ", " subj=intruder:1.0.0 "));
    }

    @Test
    void auditctlSaysThatConfigurationsAreMediated() {
        assertThat(intrusion.doorward().exec("auditctl -s").out().lines())
                .filteredOn(line -> line.startsWith("not_mediated"))
                .singleElement()
                .asString()
                .doesNotContain("configuration.");
    }
}
