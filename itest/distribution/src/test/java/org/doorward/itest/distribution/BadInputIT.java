package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.doorward.itest.distribution.bundle.BadModules;
import org.doorward.itest.distribution.bundle.ThrowingActivator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does wrong while an instance runs: a message with the place, the value and what to do, and it goes on. */
class BadInputIT {
    private static final String IMPORTS = "org.osgi.framework,org.doorward.module,org.doorward.audit";

    @TempDir
    private static Path folder;

    private static Doorward doorward;

    @BeforeAll
    static void start() {
        doorward = Doorward.run(folder.resolve("home"));
    }

    @AfterAll
    static void stillThere() {
        try (Doorward last = doorward) {
            assertThat(last.exec("auditctl -s").out()).contains("enabled 1\n", "lost 0\n");
        }
    }

    private static Path home() {
        return doorward.home();
    }

    private static void assertSaid(String... words) {
        Doorward.eventually()
                .untilAsserted(() -> assertThat(doorward.log().lines())
                        .anySatisfy(line -> assertThat(line).contains(words)));
    }

    private static byte[] modules(String symbolicName, String mode, String hooks) {
        return BundleJar.named(symbolicName)
                .header("Import-Package", IMPORTS)
                .header("X-Name", symbolicName)
                .header("X-Mode", mode)
                .header("X-Hooks", hooks)
                .activator(BadModules.class)
                .bytes();
    }

    @Test
    void aFileThatIsNoJar() {
        Path file = doorward.drop("deploy/text.jar", "not a jar");

        assertSaid("ERROR", "[" + file + "] is not deployed: it is no jar file; copy it again");
    }

    @Test
    void aJarThatIsNoBundle() {
        Path file = doorward.drop(
                "deploy/plain.jar",
                BundleJar.named("x").header("Bundle-SymbolicName", null).bytes());

        assertSaid(
                "ERROR",
                "[" + file
                        + "] is not deployed: it is no OSGi bundle: its manifest has no Bundle-SymbolicName; build it"
                        + " with bnd");
    }

    @Test
    void aJarThatWasCutOff() {
        byte[] whole = modules("cut", "enforce", "file.rename");
        Path file = doorward.drop("deploy/cut.jar", Arrays.copyOf(whole, whole.length * 2 / 3));

        assertSaid(
                "ERROR",
                "[" + file + "] is not deployed: it is cut off: the end of a jar file is missing; copy it again");
    }

    @Test
    void aBundleWhoseImportNobodyHas() {
        Path file = doorward.drop(
                "deploy/importing.jar",
                BundleJar.named("importing")
                        .header("Import-Package", "com.example.missing")
                        .bytes());

        assertSaid(
                "ERROR",
                "[" + file + "] is not deployed: it does not resolve: ",
                "com.example.missing",
                "; deploy the bundle that provides what is missing, or take the import out");
    }

    @Test
    void aBundleWhoseActivatorThrows() {
        Path file = doorward.drop(
                "deploy/throwing.jar",
                BundleJar.named("throwing")
                        .header("Import-Package", IMPORTS)
                        .activator(ThrowingActivator.class)
                        .bytes());

        assertSaid(
                "ERROR",
                "[" + file
                        + "] is not deployed: its activator failed: java.lang.IllegalStateException: no database; mend the"
                        + " bundle and drop it in again");
    }

    @Test
    void aModuleThatHooksAKindThatDoesNotExist() {
        doorward.drop("deploy/kind.jar", modules("kind", "enforce", "file.renme"));

        assertSaid("ERROR", "file.renme", "; the module is left out");
    }

    @Test
    void aModuleWithAModeThatDoesNotExist() {
        doorward.drop("deploy/mode.jar", modules("mode", "warn", "file.rename"));

        assertSaid(
                "ERROR",
                "bundle [mode:1.0.0]: service property doorward.module.mode=[warn]: expected one of enforce, complain; the"
                        + " module is left out");
    }

    @Test
    void aModuleWithAWrongConfigurationIsNotDeployedUntilItIsMended() {
        doorward.drop("conf/rename.roles.cfg", "folders = here\n");
        Doorward.eventually()
                .until(() -> !doorward.exec("cm:listConfigurations '(service.pid=rename.roles)'")
                        .out()
                        .isBlank());
        doorward.deploySample("rename-roles");

        assertSaid("ERROR", "conf/rename.roles.cfg: folders=[here]: expected absolute folders", "correct the file");
        assertThat(doorward.trail()).noneMatch(line -> line.contains("module=\"rename-roles\""));

        doorward.drop("conf/rename.roles.cfg", "folders = /srv\n");

        Doorward.eventually()
                .untilAsserted(() -> assertThat(doorward.trail())
                        .anyMatch(line ->
                                line.startsWith("type=SERVICE_START ") && line.contains("module=\"rename-roles\"")));
    }

    @Test
    void aWrongConfigurationOfARunningModuleLeavesTheOneBeforeInForce() {
        doorward.deploySample("publishing");
        doorward.drop("conf/transfer.limits.cfg", "limit = 12\n");
        doorward.deploySample("transfer-limits");
        Doorward.eventually().until(() -> doorward.exec("transfer a b 13").err().contains("above the limit 12.00"));

        doorward.drop("conf/transfer.limits.cfg", "limit = much\n");

        assertSaid("ERROR", "conf/transfer.limits.cfg: limit=[much]: expected an amount", "correct the file");
        assertThat(doorward.exec("transfer a b 13").err()).contains("amount 13.00 above the limit 12.00");
        assertThat(doorward.exec("transfer a b 12").exitCode()).isZero();
    }

    @Test
    void aRuleFileWithAnErrorChangesNothing() {
        Path file = doorward.drop("conf/audit.rules", "-a always,exit -S file.rename -k renames\n");
        assertSaid("INFO", "[" + file + "]: 1 rules in force");

        doorward.drop("conf/audit.rules", "# mine\n-a always,exit -S file.renme -k renames\n");

        assertSaid("ERROR", file + ":2", "file.renme", "; the rules before stay in force");
        assertThat(doorward.exec("auditctl -l").out())
                .contains("-S file.rename ")
                .doesNotContain("renme");
        assertThat(doorward.trail())
                .anySatisfy(line -> assertThat(line).contains("type=CONFIG_CHANGE ", "op=add_rule", "res=0"));
    }

    @Test
    void aSettingsFileWithAnErrorChangesNothing() {
        Path file = doorward.drop("conf/doorward.cfg", "rate_limit = 77\n");
        Doorward.eventually().until(() -> doorward.exec("auditctl -s").out().contains("rate_limit 77\n"));

        doorward.drop("conf/doorward.cfg", "rate_limit = 88\nbacklog_wait_time = soon\n");

        assertSaid(
                "ERROR",
                file + ":2: backlog_wait_time=[soon]: expected a number with unit ms, s, min or h",
                "; the settings before stay in force");
        assertThat(doorward.exec("auditctl -s").out()).contains("rate_limit 77\n");
    }

    @Test
    void aSecondInstanceOnTheSameHome() {
        Ran second = Doorward.command("run", "--home", home().toString());

        assertThat(second)
                .isEqualTo(new Ran(
                        2,
                        "",
                        "doorward: home [" + home() + "] is in use by process [" + doorward.pid()
                                + "]: stop that one, or choose another home with --home\n"));
        assertThat(doorward.isAlive()).isTrue();
    }
}
