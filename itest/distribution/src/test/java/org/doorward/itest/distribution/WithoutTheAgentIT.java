package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.doorward.itest.distribution.bundle.Denier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An instance that was started without the agent: what goes through the guard is decided, selected and recorded as ever; nothing else is, but
 * that the life of bundles is recorded when it has happened, and the status says so.
 */
class WithoutTheAgentIT {
    @TempDir
    private Path folder;

    private Doorward doorward;

    @BeforeEach
    void anInstanceWithAModuleThatDeniesAndARule() throws Exception {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/audit.rules"), ruleFor("kept"));
        doorward = Doorward.run(home, Map.of("DOORWARD_AGENT", "off"));
        doorward.drop(
                "deploy/denier.jar",
                BundleJar.named("denier")
                        .header("Import-Package", "org.doorward.module,org.doorward.audit,org.osgi.framework")
                        .header("X-Hooks", "file.delete bundle.stop")
                        .activator(Denier.class)
                        .bytes());
        doorward.drop("deploy/actor.jar", AttributionIT.actor());
        Doorward.eventually().until(() -> doorward.exec("help act").exitCode() == 0);
        Doorward.eventually().until(() -> doorward.log().contains("modules asked: [denier"));
    }

    @AfterEach
    void stop() {
        doorward.close();
    }

    private String ruleFor(String name) {
        return "-a always,exit -S file.delete -F dir=" + folder.resolve(name) + " -k " + name + "\n";
    }

    /** A deletion through the guard. */
    private Ran delete(String name) {
        return doorward.exec("act guarded " + folder.resolve(name) + " 0");
    }

    private List<Event> events(String... words) {
        return Event.of(doorward.trail()).stream()
                .filter(event -> event.has(words))
                .toList();
    }

    private List<Event> eventually(String... words) {
        return Doorward.eventually().until(() -> events(words), found -> !found.isEmpty());
    }

    @Test
    void theGuardAsksTheModuleAndTheDenialIsRecorded() {
        Ran ran = delete("denied");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("denied file.delete for actor:1.0.0 by module [denier]; event audit(");
        List<String> event = Denials.event(doorward, ran.out());
        assertThat(event.get(0))
                .startsWith("type=AVC ")
                .contains(" scontext=actor:1.0.0 ", " permissive=0 ", " module=\"denier\"");
        assertThat(event.get(1)).startsWith("type=SYSCALL ").contains(" success=no exit=-13 ", " kind=file.delete ");
    }

    @Test
    void aRuleSelectsWhatIsRecordedAndAnotherOneInItsPlaceSelectsOtherwise() {
        assertThat(delete("kept/a").exitCode()).isZero();
        assertThat(delete("other/a").exitCode()).isZero();
        assertThat(eventually(" kind=file.delete ")).singleElement().satisfies(event -> {
            assertThat(event.record("SYSCALL")).contains(" success=yes exit=0 ", " subj=actor:1.0.0 ", " key=\"kept\"");
            assertThat(event.has(" name=\"" + folder.resolve("kept/a") + "\" nametype=DELETE"))
                    .isTrue();
        });

        doorward.drop("conf/audit.rules", ruleFor("other"));
        eventually("type=CONFIG_CHANGE ", " op=add_rule key=\"other\" ", " res=1");

        assertThat(delete("kept/b").exitCode()).isZero();
        assertThat(delete("other/b").exitCode()).isZero();
        assertThat(eventually(" key=\"other\"", "type=SYSCALL ")).hasSize(1);
        assertThat(events(" kind=file.delete ")).hasSize(2);
    }

    @Test
    void modeAndSettingsAreChangedWhileItRuns() {
        assertThat(doorward.exec("setenforce 0").exitCode()).isZero();
        assertThat(delete("denied").exitCode()).isZero();
        assertThat(eventually("type=AVC ", " permissive=1 "))
                .singleElement()
                .satisfies(event -> assertThat(event.record("SYSCALL")).contains(" success=yes "));
        assertThat(doorward.exec("setenforce 1").exitCode()).isZero();
        assertThat(delete("denied").exitCode()).isEqualTo(1);

        doorward.drop("conf/doorward.cfg", "backlog_limit = 4321\n");

        eventually("type=CONFIG_CHANGE ", " op=set audit_backlog_limit=4321 ");
        assertThat(doorward.exec("auditctl -s").out()).contains("backlog_limit 4321\n");
    }

    @Test
    void whatBecomesOfBundlesIsRecordedWhenItHasHappenedAndUnderTheNameOfWhoeverDidIt() {
        eventually("type=SYSCALL ", " subj=doorward:", " kind=bundle.start ");
        assertThat(doorward.exec("act attack INSTALL_A_BUNDLE").out()).contains("installed, updated and uninstalled");

        assertThat(Doorward.eventually()
                        .until(() -> events(" subj=actor:1.0.0 ", " kind=bundle."), all -> all.size() >= 7))
                .allSatisfy(event -> assertThat(event.record("SYSCALL")).contains(" success=yes exit=0 "))
                .extracting(event -> event.record("KERNEL_OTHER").replaceAll(".*: kind=(\\S+) ", "$1 "))
                .containsExactly(
                        "bundle.install location=\"actor:other\" bundle_=\"trigger:0.0.0\"",
                        "bundle.start bundle_=\"trigger:0.0.0\"",
                        "bundle.stop bundle_=\"trigger:0.0.0\"",
                        "bundle.update bundle_=\"trigger:0.0.0\"",
                        "bundle.start bundle_=\"trigger:0.0.0\"",
                        "bundle.stop bundle_=\"trigger:0.0.0\"",
                        "bundle.uninstall bundle_=\"trigger:0.0.0\"");
    }

    /** The module is hooked on it, and self-protection would deny it: neither is asked. */
    @Test
    void nobodyIsAskedBeforeABundleIsStoppedAndTheModuleIsGone() {
        assertThat(doorward.exec("act attack STOP_THE_MODULE denier").out()).contains("stopped");

        assertThat(eventually(" subj=actor:1.0.0 ", " kind=bundle.stop "))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.has("type=AVC ")).isFalse();
                    assertThat(event.has(" bundle_=\"denier:1.0.0\"")).isTrue();
                });
        eventually("type=SERVICE_STOP ", "unit=denier ");
        assertThat(delete("denied").exitCode()).isZero();
    }

    @Test
    void theStatusSaysPlainlyWhatIsNotMediated() throws Exception {
        Path file =
                Files.createFile(Files.createDirectory(folder.resolve("kept")).resolve("denied"));

        assertThat(doorward.exec("auditctl -s").out())
                .contains(
                        "\nnot_mediated calls of the JDK and of the framework that do not go through the guard (no agent in"
                                + " this installation); that bundles are installed, updated, started, stopped and uninstalled is"
                                + " recorded afterwards\n");
        assertThat(doorward.trail().get(0)).startsWith("type=DAEMON_START ").contains(" agent=off ");
        assertThat(eventually("type=TEST "))
                .singleElement()
                .satisfies(event -> assertThat(event.has(" woven=0 ")).isTrue());

        assertThat(doorward.exec("act delete DIRECT " + file).exitCode()).isZero();
        assertThat(file).doesNotExist();
        assertThat(events(" kind=file.delete ")).isEmpty();
    }

    @Test
    @Tag("machine")
    void theTrailIsOneThatTheToolsOfLinuxAuditRead() throws Exception {
        delete("denied");
        delete("kept/a");
        doorward.exec("act attack INSTALL_A_BUNDLE");
        assertThat(doorward.stop()).isEqualTo(143);

        assertThat(doorward.trail().get(doorward.trail().size() - 1))
                .startsWith("type=DAEMON_END ")
                .contains(" lost=0 ");
        Process check = new ProcessBuilder(
                        "bash",
                        "../scenarios/src/test/tools/check-trail.sh",
                        doorward.home().resolve("audit").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes());
        assertThat(check.waitFor()).as(said).isZero();
    }
}
